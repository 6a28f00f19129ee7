import { isTerminal, Problem } from '@voxlane/schema';
import type { AudioFileDeps } from './audio-file.ts';
import { type AudioPayload, loadChunk } from './audio-payload.ts';
import type { Clock } from './clock.ts';
import { withDeadline } from './deadline.ts';
import type { JobObserver } from './job-observer.ts';
import { failedProblem, gapProblem, healthHint, lateProblem, noAudioProblem } from './job-problem.ts';
import { JobReader, type NextStep } from './job-reader.ts';
import type { TimeLimits } from './limits.ts';
import { PollPacing } from './poll-pacing.ts';
import type { QueueClient } from './queue-client.ts';
import { cancelJob, type Defer, submitJob } from './submit-job.ts';

export interface JobRunDeps {
  client: QueueClient;
  clock: Clock;
  limits: TimeLimits;
  /** What a chunk that never came becomes: an error, a hole in the audio, or nothing. */
  onGap: 'error' | 'silence' | 'skip';
  files: AudioFileDeps;
  observer: JobObserver;
  defer: Defer;
}

/** Longest hold asked of `/stream`, in milliseconds: RunPod's own default, and short of every proxy's limit. */
const HOLD_MS = 10_000;
/** RunPod refuses a shorter hold, in milliseconds. */
const MIN_HOLD_MS = 1_000;
/** A short hold near the end gets this long to be answered, in milliseconds. */
const SETTLE_MS = 16_000;
/** More chunks than any job makes in RunPod's five minutes; a reply that never runs dry is no speech. */
const MAX_CHUNKS = 20_000;
/** `/health` only adds a hint to an error, so it may not hold that up, in milliseconds. */
const HEALTH_MS = 2_000;

/**
 * Runs one job on RunPod's queue and yields its audio in order, as it is made.
 *
 * One `/stream` call is in flight at a time, and only while the consumer waits: reading slower leaves chunks at RunPod.
 * Ends when everything is here; throws a Problem otherwise. However it is left before its end, the job is cancelled.
 */
export async function* runJob(
  input: Record<string, unknown>,
  deps: JobRunDeps,
  signal: AbortSignal,
): AsyncGenerator<AudioPayload, void, undefined> {
  const id = await submitJob(deps.client, input, deps.limits, deps.defer, signal);
  deps.observer.onJob(id);
  const run = new JobRun(id, deps, signal);
  try {
    yield* run.audio();
  } finally {
    if (!run.over) cancelJob(deps.client, id, deps.defer);
  }
}

class JobRun {
  readonly #id: string;
  readonly #deps: JobRunDeps;
  readonly #signal: AbortSignal;
  readonly #reader = new JobReader();
  readonly #pacing: PollPacing;
  #stage: 'queued' | 'running' | 'speaking' = 'queued';
  #deadline: number;
  /** True once RunPod has shown the job. */
  #seen = false;
  /** True when the job has ended by itself and needs no cancel. */
  over = false;

  constructor(id: string, deps: JobRunDeps, signal: AbortSignal) {
    this.#id = id;
    this.#deps = deps;
    this.#signal = signal;
    this.#pacing = new PollPacing(deps.clock);
    this.#deadline = deps.clock.now() + deps.limits.queueMs;
  }

  async *audio(): AsyncGenerator<AudioPayload, void, undefined> {
    let step: NextStep = 'poll';
    while (step !== 'done') {
      step = await this.#poll(step === 'settle');
      yield* this.#release();
      if (step === 'recover') step = yield* this.#recover();
      if (step === 'fail') throw await this.#failure();
    }
    this.over = true;
    if (this.#reader.given === 0) throw noAudioProblem(this.#reader.oddities);
  }

  /** One `/stream` call, and what follows from its answer. */
  async #poll(settling: boolean): Promise<NextStep> {
    const { clock, client, limits } = this.#deps;
    const asked = clock.now();
    const left = settling ? SETTLE_MS : this.#deadline - asked;
    const hold = settling ? MIN_HOLD_MS : Math.min(HOLD_MS, Math.max(MIN_HOLD_MS, left));
    const late = lateProblem(this.#stage, limits);
    const watch = {
      isNew: !this.#seen,
      onLost: () => {
        this.#reader.gapPossible = true;
      },
    };
    const stream = (signal: AbortSignal) => client.stream(this.#id, hold, signal, watch);
    try {
      const reply = await withDeadline(clock, left, this.#signal, () => late, stream);
      this.#seen = true;
      const step = this.#reader.accept(reply);
      this.#noteStart();
      this.#refuse();
      const empty = reply.stream.length === 0 && (step === 'poll' || step === 'settle');
      await this.#pacing.after(empty, clock.now() - asked, this.#signal);
      return step;
    } catch (error) {
      // Later chunks are here and one is not: that is a gap, not a stall.
      if (error === late && this.#reader.waiting) return 'recover';
      throw error === late && this.#stage === 'queued' ? await this.#coldStart() : error;
    }
  }

  #noteStart(): void {
    if (this.#stage !== 'queued' || this.#reader.state === 'queued') return;
    this.#stage = 'running';
    this.#deadline = this.#deps.clock.now() + this.#deps.limits.firstAudioMs;
    this.#deps.observer.onRunning();
  }

  /** Throws for what no further reply can mend. */
  #refuse(): void {
    if (this.#reader.restarted) {
      throw new Problem('upstream_restarted', 'RunPod ran the job a second time after part of its audio had been sent');
    }
    if (this.#reader.given > MAX_CHUNKS) {
      throw new Problem('upstream_bad_reply', `The job yielded more than ${MAX_CHUNKS} chunks and did not end`, {
        retryable: false,
      });
    }
    if (this.#reader.yieldsTokens) {
      throw new Problem(
        'upstream_bad_audio',
        "The endpoint yields LinaCodec tokens instead of audio: set its output_format to 'pcm_16', or ask for service 'echotts'",
      );
    }
  }

  async *#release(): AsyncGenerator<AudioPayload, void, undefined> {
    for (const chunk of this.#reader.take()) {
      yield await loadChunk(chunk, this.#deps.files, this.#signal);
      // Counted from here, since the consumer may have taken its time.
      this.#stage = 'speaking';
      this.#deadline = this.#deps.clock.now() + this.#deps.limits.chunkMs;
    }
  }

  /** Looks for lost chunks in `/status`, where an aggregating worker keeps all of them; else does as `onGap` says. */
  async *#recover(): AsyncGenerator<AudioPayload, NextStep, undefined> {
    const reader = this.#reader;
    const record = await this.#deps.client.status(this.#id, this.#signal);
    if (isTerminal(record.status) && record.status !== 'completed') return 'fail';
    const found = reader.acceptOutput(record.output, record.retries);
    this.#refuse();
    yield* this.#release();
    if (reader.failure !== undefined) return 'fail';
    const after: NextStep = isTerminal(record.status) || reader.ended ? 'done' : 'poll';
    const whole = reader.complete && (!reader.gapPossible || reader.counted || found);
    if (whole || (reader.given === 0 && !reader.waiting)) return after;
    if (this.#deps.onGap === 'error') throw gapProblem(reader.loss);
    while (reader.skipMissing()) {
      if (this.#deps.onGap === 'silence') yield { kind: 'hole' };
      yield* this.#release();
    }
    return after;
  }

  /** Why the job ended badly: what it said in band, else what `/status` says. */
  async #failure(): Promise<Problem> {
    this.over = isTerminal(this.#reader.state);
    if (this.#reader.failure !== undefined) return failedProblem(this.#reader.state, this.#reader.failure.error);
    const record = await this.#deps.client.status(this.#id, this.#signal).catch(() => undefined);
    this.#signal.throwIfAborted();
    const state = record !== undefined && isTerminal(record.status) ? record.status : this.#reader.state;
    return failedProblem(state, record?.error ?? record?.output);
  }

  /** The cold start took too long; `/health` may say why. */
  async #coldStart(): Promise<Problem> {
    const health = await this.#deps.client.health(HEALTH_MS, this.#signal).catch(() => undefined);
    this.#signal.throwIfAborted();
    return lateProblem('queued', this.#deps.limits, health === undefined ? '' : healthHint(health));
  }
}
