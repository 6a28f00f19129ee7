import { SingleBar } from 'cli-progress';
import type { Bar } from './progress.ts';

const STEPS = 100;

/** A bar of cli-progress, 0 to 100 %, that vanishes when cleared. Interruptions are left to main.ts. */
export function createTerminalBar(stream: NodeJS.WritableStream): Bar {
  const bar = new SingleBar({
    stream,
    format: '{label} [{bar}] {percentage}% {eta_formatted}',
    barsize: 30,
    clearOnComplete: true,
    gracefulExit: false,
    // Line wrapping stays as it is: a process that is killed could not restore it.
    linewrap: true,
  });
  return {
    update(done, label) {
      const step = Math.floor(done * STEPS);
      if (bar.isActive) bar.update(step, { label });
      else bar.start(STEPS, step, { label });
    },
    clear: () => bar.stop(),
  };
}
