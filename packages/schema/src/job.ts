import { z } from 'zod';

/** States of a RunPod job as we act on them. What the platform may add later counts as running until a deadline. */
export type JobState = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled' | 'timed_out';

const STATES: Readonly<Record<string, JobState>> = {
  IN_QUEUE: 'queued',
  IN_PROGRESS: 'running',
  RUNNING: 'running',
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  CANCELED: 'cancelled',
  TIMED_OUT: 'timed_out',
};

/** True when the job will not change any more. */
export function isTerminal(state: JobState): boolean {
  return state !== 'queued' && state !== 'running';
}

const state = z
  .string()
  .optional()
  .catch(undefined)
  .transform((status): JobState => STATES[status?.toUpperCase() ?? ''] ?? 'running');

/** Durations and counts come as numbers; anything else is as good as absent. */
const count = z.number().nonnegative().optional().catch(undefined);

/** Answer of `/run`: only the id matters, and it must be one that is safe in a path. */
export const submittedJob = z.looseObject({
  id: z.string().regex(/^[\w.:-]{1,200}$/),
  status: state,
});

/** Answer of `/status/{id}` and `/runsync`. Times in milliseconds. */
export const jobRecord = z.looseObject({
  id: z.string().optional().catch(undefined),
  status: state,
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  delayTime: count,
  executionTime: count,
  retries: count,
});
export type JobRecord = z.infer<typeof jobRecord>;

/** Answer of `/stream/{id}` once parsed: drained items, each still wrapped. */
export interface StreamReply {
  status: JobState;
  stream: unknown[];
  retries: number | undefined;
  error: unknown;
}

/** Answer of `/stream/{id}`. A bare array is the old form without a status; `stream` may be missing or null. */
export const streamReply = z.union([
  z
    .array(z.unknown())
    .transform((stream): StreamReply => ({ status: 'running', stream, retries: undefined, error: undefined })),
  z
    .looseObject({
      status: state,
      stream: z.array(z.unknown()).nullish(),
      retries: count,
      error: z.unknown().optional(),
    })
    .transform(({ status, stream, retries, error }): StreamReply => ({ status, stream: stream ?? [], retries, error })),
]);

const workerCount = z.int().nonnegative().optional().catch(undefined);

/** Answer of `/health`; every field may be missing. */
export const endpointHealth = z.looseObject({
  jobs: z.looseObject({ inQueue: workerCount, inProgress: workerCount, failed: workerCount }).catch({}).default({}),
  workers: z
    .looseObject({
      idle: workerCount,
      initializing: workerCount,
      ready: workerCount,
      running: workerCount,
      throttled: workerCount,
      unhealthy: workerCount,
    })
    .catch({})
    .default({}),
});
export type EndpointHealth = z.infer<typeof endpointHealth>;
