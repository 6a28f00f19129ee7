import { isTerminal, type Problem } from '@voxlane/schema';
import { type AudioPayload, loadChunk } from './audio-payload.ts';
import { withDeadline } from './deadline.ts';
import { JobInquiry } from './job-inquiry.ts';
import { gapProblem, type JobStage, lateProblem, noAudioProblem } from './job-problem.ts';
import { JobReader, type NextStep } from './job-reader.ts';
import type { JobRunDeps } from './job-run-deps.ts';
import { PollPacing } from './poll-pacing.ts';
import { refuseJob } from './refuse-job.ts';
import { cancelJob, submitJob } from './submit-job.ts';

/** Longest hold asked of `/stream`, in milliseconds: what a pick-up by a worker may go unnoticed. */
const HOLD_MS = 5_000;
/** RunPod refuses a shorter hold, in milliseconds. */
const MIN_HOLD_MS = 1_000;
/** What a job that has ended may still take to show the rest of it, in milliseconds; any of it begins the time anew. */
const SETTLE_MS = 16_000;
/** Pause between two looks for a last chunk that is not visible yet, in milliseconds. */
const SETTLE_PAUSE_MS = 400;

/**
 * Runs one job on RunPod's queue and yields its audio in order, as it is made.
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
  readonly #reader: JobReader;
  readonly #pacing: PollPacing;
  readonly #inquiry: JobInquiry;
  readonly #submittedAt: number;
  #stage: JobStage = 'queued';
  /** By when something must have happened. */
  #deadline: number;
  #settling = false;
  /** True once RunPod has shown the job. */
  #seen = false;
  /** Why the latest reply was lost, until one comes through. */
  #lost: Problem | undefined;
  /** True when the job has ended by itself and needs no cancel. */
  over = false;

  constructor(id: string, deps: JobRunDeps, signal: AbortSignal) {
    this.#id = id;
    this.#deps = deps;
    this.#signal = signal;
    this.#reader = new JobReader({ isResult: deps.wholeClips === true });
    this.#pacing = new PollPacing(deps.clock);
    this.#inquiry = new JobInquiry(id, deps, signal);
    this.#submittedAt = deps.clock.now();
    this.#deadline = this.#submittedAt + deps.limits.queueMs;
  }

  async *audio(): AsyncGenerator<AudioPayload, void, undefined> {
    for (let step: NextStep = 'poll'; step !== 'done'; ) {
      this.#settle(step === 'settle');
      step = await this.#poll();
      yield* this.#release();
      if (step === 'recover') step = yield* this.#recover();
      if (step === 'fail') throw await this.#fail();
    }
    this.over ||= isTerminal(this.#reader.state) || this.#reader.counted;
    if (this.#reader.given === 0) throw noAudioProblem(this.#reader.oddities);
  }

  /** While the end is near, asking is quicker, and nothing else is waited for. */
  #settle(near: boolean): void {
    if (near && !this.#settling) this.#deadline = Math.max(this.#deadline, this.#deps.clock.now() + SETTLE_MS);
    this.#settling = near;
  }

  /** One `/stream` call, and what follows from its answer. */
  async #poll(): Promise<NextStep> {
    const { clock, client, limits } = this.#deps;
    const asked = clock.now();
    const left = this.#deadline - asked;
    // A hold may last to its very end, also over an ended job, so it must end before the time is up.
    const hold = this.#settling ? MIN_HOLD_MS : Math.min(HOLD_MS, Math.max(MIN_HOLD_MS, left / 2));
    const late = lateProblem(this.#stage, limits);
    const watch = { isNew: !this.#seen, onLost: (why: Problem) => this.#loseReply(why) };
    const stream = (signal: AbortSignal) => client.stream(this.#id, hold, signal, watch);
    try {
      const reply = await withDeadline(clock, left, this.#signal, () => late, stream);
      this.#seen = true;
      this.#lost = undefined;
      const step = this.#reader.accept(reply);
      if (this.#reader.state !== 'queued') this.#start(clock.now());
      refuseJob(this.#reader);
      const idle = reply.stream.length === 0 && (step === 'poll' || step === 'settle');
      const pause = this.#settling && isTerminal(this.#reader.state) ? SETTLE_PAUSE_MS : 0;
      await this.#pacing.after(idle, clock.now() - asked, pause, this.#signal);
      return step;
    } catch (error) {
      if (error !== late) throw error;
      // All is here and the handler said so: it only takes its time to finish.
      if (this.#reader.ended && this.#reader.complete) return 'recover';
      const lost = this.#lost;
      // The call that was given up may have taken chunks along.
      this.#loseReply(late);
      return this.#overdue(lost ?? late);
    }
  }

  #loseReply(why: Problem): void {
    this.#reader.gapPossible = true;
    this.#lost = why;
  }

  /** A worker has taken the job. */
  #start(at: number): void {
    if (this.#stage !== 'queued') return;
    const { limits, wholeClips } = this.#deps;
    this.#stage = wholeClips ? 'making' : 'running';
    this.#deadline = at + (wholeClips ? limits.clipMs : limits.firstAudioMs);
    this.#deps.observer.onRunning();
  }

  /** Time is up: what `/status` knows decides whether that is an end, a later start, or the failure `late`. */
  async #overdue(late: Problem): Promise<NextStep> {
    const record = await this.#inquiry.status().catch(() => undefined);
    this.#signal.throwIfAborted();
    if (record !== undefined && isTerminal(record.status)) return record.status === 'completed' ? 'recover' : 'fail';
    // Later chunks are here and one is not: that is no stall.
    if (this.#reader.waiting) return 'recover';
    if (this.#stage === 'queued' && record?.status === 'running') {
      this.#start(this.#submittedAt + (record.delayTime ?? this.#deps.limits.queueMs));
      if (this.#deadline > this.#deps.clock.now()) return 'poll';
      throw lateProblem(this.#stage, this.#deps.limits);
    }
    if (late.code !== 'cold_start_timeout') throw late;
    const { problem, alone } = await this.#inquiry.coldStart();
    // Nobody waits for a job that is kept: it runs once a worker is up, or the platform ends it when its time is up.
    this.over ||= alone && this.#deps.keepsColdJobs === true;
    throw problem;
  }

  async *#release(): AsyncGenerator<AudioPayload, void, undefined> {
    for (const chunk of this.#reader.take()) {
      this.#deps.observer.onChunk();
      yield await loadChunk(chunk, this.#deps.files, this.#signal);
      // Counted from here, since the consumer may have taken its time. A word of the end is no end while the job runs.
      this.#stage = 'speaking';
      const patience = isTerminal(this.#reader.state) ? SETTLE_MS : this.#deps.limits.chunkMs;
      this.#deadline = this.#deps.clock.now() + patience;
    }
  }

  /** Looks for lost chunks in `/status`, where an aggregating worker keeps all of them; else does as `onGap` says. */
  async *#recover(): AsyncGenerator<AudioPayload, NextStep, undefined> {
    const reader = this.#reader;
    // More chunks wait than fit behind a lost one: whatever becomes of that, RunPod holds further ones.
    const { full } = reader;
    const record = await this.#inquiry.status();
    if (isTerminal(record.status) && record.status !== 'completed') return 'fail';
    const whole = reader.acceptOutput(record.output);
    refuseJob(reader);
    yield* this.#release();
    if (reader.failure !== undefined) return 'fail';
    this.over = isTerminal(record.status);
    const after: NextStep = !full && (this.over || reader.ended) ? 'done' : 'poll';
    if (reader.complete && (!reader.gapPossible || reader.counted || whole)) return after;
    if (reader.given === 0 && !reader.waiting) return reader.mayStillCome ? 'settle' : after;
    if (this.#deps.onGap === 'error') throw gapProblem(reader.loss);
    while (reader.skipMissing()) {
      if (this.#deps.onGap === 'silence') yield { kind: 'hole' };
      yield* this.#release();
    }
    return after;
  }

  async #fail(): Promise<Problem> {
    const { problem, over } = await this.#inquiry.failure(this.#reader);
    this.over ||= over;
    return problem;
  }
}
