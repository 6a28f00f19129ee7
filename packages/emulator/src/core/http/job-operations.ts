import type { Endpoint } from '../job/endpoint.ts';
import type { Job } from '../job/job.ts';
import { DEFAULT_HOLD_MS } from '../limits.ts';
import type { Platform } from '../platform.ts';
import { jobBody, streamBody } from './job-bodies.ts';
import { readWait } from './read-wait.ts';
import { errorReply, json } from './replies.ts';

/** A call about one job. */
export interface JobCall {
  platform: Platform;
  endpoint: Endpoint;
  job: Job;
  url: URL;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/** Operations on one job, by their name in the path. */
export const JOB_OPERATIONS: Readonly<Record<string, (call: JobCall) => Promise<Response>>> = {
  status,
  'status-sync': statusSync,
  stream,
  cancel,
  retry,
};

/** The reply about a job that nobody knows. */
export function unknownJob(): Response {
  return errorReply(404, 'job not found');
}

async function status({ platform, job, url }: JobCall): Promise<Response> {
  const ttl = Number(url.searchParams.get('ttl') ?? Number.NaN);
  if (ttl >= 0) job.retentionMs = Math.min(job.retentionMs, ttl);
  return json(jobBody(job, platform.options.clock.now()));
}

async function statusSync(call: JobCall): Promise<Response> {
  await call.job.waitUntil(() => call.job.ended, readWait(call.url, DEFAULT_HOLD_MS), call.signal);
  return call.job.deleted ? unknownJob() : status(call);
}

/** Holds while there is nothing; a new item or the end of the job lets go. What is handed out here is gone. */
async function stream({ job, url, signal }: JobCall): Promise<Response> {
  const endLetsGo = !job.order.faults.holdPastEnd;
  await job.waitUntil(() => job.waiting > 0 || (endLetsGo && job.ended), readWait(url, DEFAULT_HOLD_MS), signal);
  return job.deleted ? unknownJob() : json(streamBody(job, job.drain()));
}

async function cancel({ platform, endpoint, job }: JobCall): Promise<Response> {
  job.cancelledAt ??= platform.options.clock.now();
  endpoint.withdraw(job);
  job.end('CANCELLED');
  return json({ id: job.order.id, status: job.status });
}

async function retry({ endpoint, job }: JobCall): Promise<Response> {
  if (job.status !== 'FAILED' && job.status !== 'TIMED_OUT') {
    return errorReply(400, `job is ${job.status}; only FAILED and TIMED_OUT jobs can be retried`);
  }
  job.requeue();
  endpoint.enqueue(job);
  return json({ id: job.order.id, status: job.status });
}
