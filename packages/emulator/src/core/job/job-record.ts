import type { AvailableAudio } from './available-audio.ts';
import type { Job, JobStatus } from './job.ts';

/** What a test can know about a job. Times in milliseconds of the emulator's clock. */
export interface JobRecord {
  id: string;
  endpoint: string;
  /** What the handler was given, long strings (audio prompts) cut short. */
  input: Record<string, unknown>;
  status: JobStatus;
  /** Every status with the time it began. */
  history: { status: JobStatus; at: number }[];
  error?: string;
  retries: number;
  /** Items yielded, handed out by replies, and lost on the way with the reason of each; a returned result is none. */
  chunks: { made: number; taken: number; dropped: string[] };
  /** Audio in the handlers' own shapes, bytes or tokens, as `/stream` (of a returned clip: the result) had it to give: a listener cannot have had any of it before. */
  audio: AvailableAudio[];
  /** When `/cancel` came, and when the handler was through with it. */
  cancelReceivedAt?: number;
  handlerStoppedAt?: number;
  /** True when no operation knows the job any more. */
  deleted: boolean;
}

/** Characters of an input's string that a record shows. */
const MAX_SHOWN = 2_000;

/** A copy of what is known about `job`. */
export function jobRecord(job: Job): JobRecord {
  return {
    id: job.order.id,
    endpoint: job.order.endpointId,
    input: Object.fromEntries(Object.entries(job.order.input).map(([name, value]) => [name, shortened(value)])),
    status: job.status,
    history: job.history.map((step) => ({ ...step })),
    ...(job.error !== undefined && { error: job.error }),
    retries: job.retries,
    chunks: { made: job.made, taken: job.taken, dropped: [...job.dropped] },
    audio: job.audio.map((chunk) => ({ ...chunk })),
    ...(job.cancelledAt !== undefined && { cancelReceivedAt: job.cancelledAt }),
    ...(job.handlerStoppedAt !== undefined && { handlerStoppedAt: job.handlerStoppedAt }),
    deleted: job.deleted,
  };
}

function shortened(value: unknown): unknown {
  return typeof value === 'string' && value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}...` : value;
}
