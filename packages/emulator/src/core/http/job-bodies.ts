import type { Job } from '../job/job.ts';

/** The status as replies name it. */
export function statusWord(job: Job): string {
  return job.status === 'IN_PROGRESS' ? (job.order.faults.activeStatus ?? job.status) : job.status;
}

/** The body of `/status` and of a finished `/runsync`. Times in milliseconds; absent while the job is queued. */
export function jobBody(job: Job, now: number): Record<string, unknown> {
  const { startedAt, finishedAt } = job;
  return {
    ...(startedAt !== undefined && { delayTime: startedAt - job.createdAt }),
    ...(job.error !== undefined && { error: job.error }),
    ...(startedAt !== undefined && { executionTime: (finishedAt ?? now) - startedAt }),
    id: job.order.id,
    ...(job.output !== undefined && { output: job.output }),
    ...(job.retries > 0 && { retries: job.retries }),
    status: statusWord(job),
    ...(job.workerId !== undefined && { workerId: job.workerId }),
  };
}

/** The body of `/stream` with the items that this reply carries away. */
export function streamBody(job: Job, items: readonly unknown[]): unknown {
  const { streamShape = 'wrapped', lastChunk } = job.order.faults;
  const early = lastChunk === 'separate' && items.length > 0 && job.status === 'COMPLETED';
  const status = early ? 'IN_PROGRESS' : statusWord(job);
  if (streamShape === 'bare-array') return items.map((output) => ({ metrics: {}, output }));
  if (streamShape === 'unwrapped') return { status, stream: items };
  if (streamShape === 'double-wrapped') return { status, stream: items.map((output) => ({ output: { output } })) };
  if (items.length === 0 && streamShape === 'null') return { status, stream: null };
  if (items.length === 0 && streamShape === 'missing') return { status };
  return { status, stream: items.map((output) => ({ output })) };
}
