import type { Endpoint } from '../job/endpoint.ts';
import type { Job } from '../job/job.ts';
import type { Platform } from '../platform.ts';

/** The client has gone: the worker stops, and a job in the queue leaves it. */
export function abandonJob(platform: Platform, endpoint: Endpoint, job: Job): void {
  if (job.ended) return;
  job.cancelledAt ??= platform.options.clock.now();
  endpoint.withdraw(job);
  job.end('CANCELLED');
}
