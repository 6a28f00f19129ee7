import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** How a process ended, once it has: its exit code, or the name of the signal that killed it. */
export async function exitOf(child: ChildProcess | undefined): Promise<number | string | null> {
  if (child === undefined) throw new Error('there is no process of its own');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode ?? child.signalCode;
}
