import {
  asProblem,
  type EndpointHealth,
  endpointHealth,
  type JobRecord,
  jobRecord,
  Problem,
  parseOrProblem,
  type StreamReply,
  streamReply,
  submittedJob,
} from '@voxlane/schema';
import { type QueueCall, type QueueCallDeps, queueCall } from './queue-call.ts';
import { retryDelayMs } from './retry-delay.ts';
import { isTransient, neverSent } from './transient.ts';

/** What a client of the queue API needs from the world. */
export interface QueueClientDeps extends QueueCallDeps {
  /** Uniform in [0, 1), for the jitter of retries. */
  random: () => number;
  /** How long an operation may take to answer, in milliseconds; a held `/stream` gets its hold on top. */
  connectMs: number;
}

/** Life of a job at the platform, in milliseconds. */
export interface JobPolicy {
  executionTimeout: number;
  ttl: number;
}

/** A drained reply holds at most 200 chunks: 6.4 MB at 250 ms and 48 kHz, 26 MB at a second each. Bytes. */
const MAX_STREAM_REPLY = 32 * 1024 * 1024;
/** A result is at most 20 MB at RunPod; with JSON around it. */
const MAX_STATUS_REPLY = 24 * 1024 * 1024;
const MAX_SMALL_REPLY = 256 * 1024;
/** A held GET may overrun its hold by this much (ms) before it counts as lost. */
const HOLD_SLACK_MS = 15_000;
/** How long a job just submitted may be unknown to the other operations, in milliseconds. */
const NOT_VISIBLE_YET_MS = 10_000;
/** Tries of a read that the platform refuses for the moment. */
const MAX_READ_TRIES = 5;
/** Tries of a submit that was refused for its rate. */
const MAX_SUBMIT_TRIES = 3;
/** Longest pause between them, in milliseconds: Workers give what outlives a response 30 s in all. */
const MAX_CANCEL_PAUSE_MS = 4_000;
/** A cancel is worth a few tries: what it fails to stop is billed. */
const MAX_CANCEL_TRIES = 4;

/** A signal that never fires. */
const UNSTOPPED = new AbortController().signal;

/** RunPod's queue API for one endpoint, one method an operation. Every method throws Problems only, or the abort reason. */
export class QueueClient {
  readonly #deps: QueueClientDeps;

  constructor(deps: QueueClientDeps) {
    this.#deps = deps;
  }

  /**
   * Creates a job. Repeated only when it certainly was not created: after a 429 and after a connection that was refused.
   * @param signal ends the pauses between tries. A call under way is not stopped by it: its answer may hold the id of
   * a job that was made.
   * @throws Problem that is not retryable when nobody can tell whether there is a job, so that nobody repeats it.
   */
  async submit(input: Record<string, unknown>, policy: JobPolicy, signal: AbortSignal): Promise<string> {
    const body = JSON.stringify({ input, policy });
    for (let attempt = 0; ; attempt++) {
      signal.throwIfAborted();
      const outcome = await this.#trySubmit(body);
      if (typeof outcome === 'string') return outcome;
      const wait = retryDelayMs(attempt, this.#deps.random, outcome.retryAfterSeconds);
      if (!outcome.retryable || attempt + 1 >= MAX_SUBMIT_TRIES || wait > this.#deps.connectMs) throw outcome;
      await this.#deps.clock.sleep(wait, signal);
    }
  }

  /**
   * Drains what the job has yielded; the platform holds the call up to `waitMs` (1000..300000) when there is nothing.
   * A reply that was lost on the way may have taken chunks with it: then `onLost` is called before it is asked again.
   * @param isNew the job has not been seen yet, so a 404 may only mean that it is not visible so far.
   */
  async stream(
    id: string,
    waitMs: number,
    signal: AbortSignal,
    { isNew, onLost }: { isNew: boolean; onLost: (why: Problem) => void },
  ): Promise<StreamReply> {
    const call = {
      path: `stream/${id}?wait=${Math.round(waitMs)}`,
      timeoutMs: waitMs + HOLD_SLACK_MS,
      maxBytes: MAX_STREAM_REPLY,
    };
    const reply = await this.#read(call, signal, isNew, onLost);
    return parseOrProblem(streamReply, reply, "answer of RunPod's /stream", 'upstream_bad_reply');
  }

  /** The job as a whole: state, error, and its output where the worker aggregates. */
  async status(id: string, signal: AbortSignal): Promise<JobRecord> {
    const call = { path: `status/${id}`, timeoutMs: this.#deps.connectMs, maxBytes: MAX_STATUS_REPLY };
    const reply = await this.#read(call, signal, false);
    return parseOrProblem(jobRecord, reply, "answer of RunPod's /status", 'upstream_bad_reply');
  }

  /** Workers and queue of the endpoint. Asked once: it is a hint, not worth a wait. */
  async health(timeoutMs: number, signal: AbortSignal): Promise<EndpointHealth> {
    const response = await queueCall(
      { method: 'GET', path: 'health', timeoutMs, maxBytes: MAX_SMALL_REPLY },
      this.#deps,
      signal,
    );
    if (response instanceof Problem) throw response;
    return parseOrProblem(endpointHealth, response, "answer of RunPod's /health", 'upstream_bad_reply');
  }

  /** Ends a job, queued or running. A job that is gone already is fine. */
  async cancel(id: string, signal: AbortSignal): Promise<void> {
    const call = {
      method: 'POST',
      path: `cancel/${id}`,
      timeoutMs: this.#deps.connectMs,
      maxBytes: MAX_SMALL_REPLY,
    } as const;
    for (let attempt = 1; ; attempt++) {
      const outcome = await queueCall(call, this.#deps, signal).catch((error: unknown) => asProblem(error));
      if (!(outcome instanceof Problem)) return;
      // A job just submitted may not be visible yet; one that ended long ago never will be.
      const again = isTransient(outcome) || outcome.code === 'upstream_not_found';
      if (!again || attempt >= MAX_CANCEL_TRIES) throw outcome;
      const wait = retryDelayMs(attempt - 1, this.#deps.random, outcome.retryAfterSeconds);
      await this.#deps.clock.sleep(Math.min(wait, MAX_CANCEL_PAUSE_MS), signal);
    }
  }

  /** One POST /run: the job's id, or why there is none. */
  async #trySubmit(body: string): Promise<string | Problem> {
    const call = {
      method: 'POST',
      path: 'run',
      body,
      timeoutMs: this.#deps.connectMs,
      maxBytes: MAX_SMALL_REPLY,
    } as const;
    try {
      const reply = await queueCall(call, this.#deps, UNSTOPPED);
      if (!(reply instanceof Problem)) {
        return parseOrProblem(submittedJob, reply, "answer of RunPod's /run", 'upstream_ambiguous').id;
      }
      const ambiguous = reply.code === 'upstream_unreachable';
      return new Problem(reply.code, reply.message, {
        cause: reply,
        retryable: !ambiguous && reply.retryable,
        ...(reply.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: reply.retryAfterSeconds }),
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'connect_timeout')
        return new Problem(error.code, error.message, { cause: error, retryable: false });
      if (neverSent(error)) return error;
      return new Problem('upstream_ambiguous', 'The connection to RunPod broke while a job was being submitted', {
        cause: error,
      });
    }
  }

  /** A read, repeated while the platform says "not now", and while a new job is not visible yet. */
  async #read(
    call: Omit<QueueCall, 'method'>,
    signal: AbortSignal,
    isNew: boolean,
    onLost?: (why: Problem) => void,
  ): Promise<unknown> {
    const { clock, random } = this.#deps;
    const started = clock.now();
    for (let attempt = 0; ; attempt++) {
      const outcome = await queueCall({ method: 'GET', ...call }, this.#deps, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        if (!(error instanceof Problem) || !error.retryable) throw error;
        onLost?.(error);
        return error;
      });
      if (!(outcome instanceof Problem)) return outcome;
      const invisible = isNew && outcome.code === 'upstream_not_found' && clock.now() - started < NOT_VISIBLE_YET_MS;
      const again = invisible || (attempt + 1 < MAX_READ_TRIES && isTransient(outcome));
      if (!again) throw outcome;
      await clock.sleep(retryDelayMs(Math.min(attempt, 3), random, outcome.retryAfterSeconds), signal);
    }
  }
}
