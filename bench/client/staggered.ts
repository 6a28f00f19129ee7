import { setTimeout as sleep } from 'node:timers/promises';

/** Starts `tasks` evenly over `spanMs`, so that their chunks do not come at the same moments, and waits for all. */
export function staggered<T>(tasks: readonly (() => Promise<T>)[], spanMs: number): Promise<T[]> {
  return Promise.all(tasks.map((task, i) => sleep((i * spanMs) / tasks.length).then(task)));
}
