import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();

/** Has a child killed when this process exits, however it comes to that. */
export function endsWithUs(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
}

// Before anything else is cleaned up: they write into the folder that others remove.
process.prependListener('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
