import type { Clock } from '@voxlane/runpod';
import { asProblem } from '@voxlane/schema';

/**
 * Waits a moment for a refusal: whoever speaks elsewhere says within milliseconds that there is no such voice or no
 * place, while a GPU that wakes up takes its time. Any other failure, or none so far, is left to those who wait longer.
 * @param work goes on, whatever comes of the wait.
 * @throws Problem of a 4xx status, or `overloaded`.
 */
export async function refusedSoon(work: Promise<unknown>, ms: number, clock: Pick<Clock, 'sleep'>): Promise<void> {
  const timer = new AbortController();
  const refusal = work.then(
    () => undefined,
    (error: unknown) => {
      const problem = asProblem(error);
      if (problem.status < 500 || problem.code === 'overloaded') throw problem;
    },
  );
  try {
    await Promise.race([refusal, clock.sleep(ms, timer.signal)]);
  } finally {
    timer.abort();
    // Lost the race: it is told to those who wait longer.
    refusal.catch(() => undefined);
  }
}
