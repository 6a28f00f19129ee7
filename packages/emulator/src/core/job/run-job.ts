import type { Clock } from '../clock.ts';
import { type EndpointConfig, paceOf } from '../endpoint-config.ts';
import { JobEnd, misbehave } from '../faults/misbehave.ts';
import { reshapeResult } from '../faults/reshape-result.ts';
import type { FileStore } from '../http/file-store.ts';
import { MAX_CHUNK_CHARS } from '../limits.ts';
import type { EncodeSpeech } from '../speech/encode-speech.ts';
import type { Synthesize } from '../speech/synthesize.ts';
import { type Handler, HandlerError } from './handler.ts';
import type { Job } from './job.ts';
import { detailedError, OUT_OF_MEMORY, PLATFORM_TIMEOUT, raisedError, WORKER_DIED } from './job-error.ts';

/** What a worker has at hand. */
export interface WorkerTools {
  clock: Clock;
  synthesize: Synthesize;
  encode: EncodeSpeech;
  files: FileStore;
  config: EndpointConfig;
  handler: Handler;
}

/**
 * Runs the handler of a job as the SDK does: every yield is posted, one that is too large is dropped without a word, an
 * error ends the loop. Never throws; the job has ended, or the platform has taken it away, when this returns.
 */
export async function runJob(job: Job, tools: WorkerTools): Promise<void> {
  const watched = new AbortController();
  void tools.clock.sleep(job.order.executionTimeoutMs, watched.signal).then(
    () => job.end('TIMED_OUT', 'job exceeded its execution timeout'),
    () => undefined,
  );
  try {
    await work(job, tools);
  } catch (error) {
    endByError(job, error);
  } finally {
    watched.abort();
    job.handlerStoppedAt = tools.clock.now();
  }
}

async function work(job: Job, tools: WorkerTools): Promise<void> {
  // RunPod strips an empty input: the worker never sees a job it could report on.
  if (Object.keys(job.order.input).length === 0) return neverReports(job, tools.clock);
  const { faults } = job.order;
  const { finishMs } = paceOf(tools.config, faults);
  const aggregate: unknown[] = [];
  // Messages that must not show before the job ends.
  const held: unknown[] = [];
  for await (const message of messagesOf(job, tools)) {
    failOnError(job, message);
    aggregate.push(message);
    // A result shows nowhere but in `output`.
    if (job.returns) continue;
    held.push(...accepted(job, message));
    if (faults.burst === undefined) job.push(...held.splice(0, held.length - heldBack(job)));
  }
  if (held.length === 0) await tools.clock.sleep(finishMs, job.signal);
  if (!storeResult(job, tools, aggregate)) return neverReports(job, tools.clock);
  await complete(job, tools.clock, held);
}

/** How many of the newest messages stay back: the last audio and the message that the job is complete. */
function heldBack(job: Job): number {
  const { lastChunk, lateLastChunkMs } = job.order.faults;
  return lastChunk === 'with-completed' || lateLastChunkMs !== undefined ? 2 : 0;
}

async function complete(job: Job, clock: Clock, held: unknown[]): Promise<void> {
  const { lateLastChunkMs } = job.order.faults;
  if (lateLastChunkMs === undefined) {
    if (held.length > 0) job.push(...held);
    job.end('COMPLETED');
    return;
  }
  job.end('COMPLETED');
  await clock.sleep(lateLastChunkMs);
  job.push(...held);
}

function messagesOf(job: Job, tools: WorkerTools): AsyncIterable<unknown> {
  const { clock, synthesize, encode, files, config, handler } = tools;
  const { origin, faults } = job.order;
  const start = (attempt: number) => {
    const made = handler(job.order.input, {
      clock,
      synthesize,
      encode,
      store: (bytes, kind) => files.put(bytes, kind, origin, faults.audioUrl),
      attempt,
      signal: job.signal,
      pace: paceOf(config, faults),
      sampleRate: config.sampleRate,
    });
    job.returns = !(Symbol.asyncIterator in made);
    return Symbol.asyncIterator in made ? made : once(made);
  };
  return misbehave(start, job, clock, files);
}

async function* once(result: Promise<unknown>): AsyncGenerator<unknown> {
  yield await result;
}

/** The message as the platform takes it: nothing when it is too large, or lost by a fault. The worker has it still. */
function accepted(job: Job, message: unknown): unknown[] {
  job.made++;
  const { losing } = job;
  job.losing = undefined;
  if (losing !== undefined) {
    job.dropped.push(losing);
    return [];
  }
  const chars = JSON.stringify(message).length;
  if (chars <= MAX_CHUNK_CHARS) return [message];
  job.dropped.push(`item ${job.made} of ${chars} characters is over ${MAX_CHUNK_CHARS}`);
  return [];
}

/** A yielded dictionary with a truthy `error` ends the job before it is posted. */
function failOnError(job: Job, message: unknown): void {
  if (job.order.faults.inBandErrorAfter !== undefined) return;
  if (typeof message !== 'object' || message === null || !('error' in message) || !message.error) return;
  throw new HandlerError(typeof message.error === 'string' ? message.error : JSON.stringify(message.error));
}

/** False when the result is over the limit: the platform refuses it, and the worker cannot report. */
function storeResult(job: Job, { config }: WorkerTools, aggregate: unknown[]): boolean {
  if (job.order.faults.noOutput) return true;
  const { resultShape = job.returns ? 'single' : 'list' } = job.order.faults;
  const output = reshapeResult(config.aggregate || job.returns ? aggregate : [], resultShape);
  const chars = JSON.stringify(output).length;
  if (chars > job.order.maxResultBytes) return false;
  job.output = output;
  job.outputChars = chars;
  if (job.returns) job.noteAudio(aggregate);
  return true;
}

/** The job hangs until its time is up; then the platform blames a time-out on it. */
async function neverReports(job: Job, clock: Clock): Promise<void> {
  const limit = (job.startedAt ?? 0) + job.order.executionTimeoutMs;
  // One millisecond before the limit, so that the platform's own words win over the plain TIMED_OUT.
  await clock.sleep(Math.max(0, limit - 1 - clock.now()), job.signal);
  job.retries = 1;
  job.end('FAILED', PLATFORM_TIMEOUT);
}

function endByError(job: Job, error: unknown): void {
  if (job.signal.aborted) return;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof JobEnd) endAs(job, error);
  else job.end('FAILED', error instanceof HandlerError ? message : raisedError(message));
}

function endAs(job: Job, { end }: JobEnd): void {
  switch (end.status) {
    case 'FAILED':
      job.end('FAILED', failureOf(end, job.workerId));
      break;
    case 'PLATFORM_TIMEOUT':
      job.retries = 1;
      job.end('FAILED', PLATFORM_TIMEOUT);
      break;
    case 'OUT_OF_MEMORY':
      job.end('FAILED', OUT_OF_MEMORY);
      break;
    case 'CRASH':
      job.crashed = true;
      job.end('FAILED', WORKER_DIED);
      break;
    default:
      job.end(end.status);
  }
}

function failureOf({ error, traceback }: JobEnd['end'], workerId = ''): string {
  const message = error ?? 'CUDA error: an illegal memory access was encountered';
  return traceback ? detailedError(message, workerId) : message;
}
