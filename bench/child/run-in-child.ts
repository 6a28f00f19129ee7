import { fork } from 'node:child_process';
import { once } from 'node:events';
import { endsWithUs } from './ends-with-us.ts';
import type { Answer, Order, Task, TaskName } from './tasks.ts';

/** What a child says at its end. */
type Report<Name extends TaskName> = { answer: Answer<Name> } | { problem: string };

/**
 * Runs one task in a process of its own: a fresh heap, nothing loaded, and nobody else's event loop.
 * @throws Error with the child's own words when the task fails there
 */
export async function runInChild<Name extends TaskName>(name: Name, order: Order<Name>): Promise<Answer<Name>> {
  const child = fork(new URL('./child-entry.ts', import.meta.url), { serialization: 'advanced' });
  endsWithUs(child);
  try {
    // The channel closes after the last message was read, so an answer never comes too late.
    const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
    const heard = once(child, 'message').then(([report]) => report as Report<Name>);
    child.send({ name, order } satisfies Task<Name>);
    const early = ended.then(([[code, signal]]) => ({ problem: `the process ended early with ${code ?? signal}` }));
    const report = await Promise.race([heard, early]);
    if ('problem' in report) throw new Error(`${name}: ${report.problem}`);
    await ended;
    return report.answer;
  } finally {
    child.kill('SIGKILL');
  }
}
