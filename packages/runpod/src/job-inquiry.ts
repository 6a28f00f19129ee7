import { type EndpointHealth, isTerminal, type JobRecord, Problem } from '@voxlane/schema';
import type { Clock } from './clock.ts';
import { withDeadline } from './deadline.ts';
import { failedProblem, healthHint, lateProblem } from './job-problem.ts';
import type { JobReader } from './job-reader.ts';
import type { TimeLimits } from './limits.ts';
import type { QueueClient } from './queue-client.ts';

/** A look into `/status` on the way to an end or an error, in milliseconds. */
const STATUS_MS = 5_000;
/** `/health` only adds a hint to an error, so it may not hold that up, in milliseconds. */
const HEALTH_MS = 2_000;

/** Asks RunPod about one job beside its stream: what became of it, and why. Every question is short. */
export class JobInquiry {
  readonly #id: string;
  readonly #deps: { client: QueueClient; clock: Clock; limits: TimeLimits };
  readonly #signal: AbortSignal;

  constructor(id: string, deps: { client: QueueClient; clock: Clock; limits: TimeLimits }, signal: AbortSignal) {
    this.#id = id;
    this.#deps = deps;
    this.#signal = signal;
  }

  /** The job as `/status` tells it. */
  status(): Promise<JobRecord> {
    const { client, clock } = this.#deps;
    const late = () => new Problem('connect_timeout', `RunPod's /status did not answer within ${STATUS_MS} ms`);
    return withDeadline(clock, STATUS_MS, this.#signal, late, (signal) => client.status(this.#id, signal));
  }

  /** Why a job ended badly: what it said in band, else what `/status` says; and whether it is over for certain. */
  async failure({
    failure,
    state,
  }: Pick<JobReader, 'failure' | 'state'>): Promise<{ problem: Problem; over: boolean }> {
    if (failure !== undefined) return { problem: failedProblem(state, failure.error), over: isTerminal(state) };
    const record = await this.status().catch(() => undefined);
    this.#signal.throwIfAborted();
    const over = record !== undefined && isTerminal(record.status);
    const problem = failedProblem(over ? record.status : state, record?.error ?? record?.output);
    return { problem, over: over || isTerminal(state) };
  }

  /** The cold start took too long; `/health` may say why, and whether this job is what a worker wakes up for. */
  async coldStart(): Promise<{ problem: Problem; alone: boolean }> {
    const health = await this.#deps.client.health(HEALTH_MS, this.#signal).catch(() => undefined);
    this.#signal.throwIfAborted();
    const problem = lateProblem('queued', this.#deps.limits, health === undefined ? '' : healthHint(health));
    return { problem, alone: health !== undefined && waitsAlone(health) };
  }
}

/** True where no worker is up and no other job waits: busy workers need no call, and one job in the queue is one enough. */
function waitsAlone({ workers, jobs }: EndpointHealth): boolean {
  const up = (['ready', 'running', 'idle'] as const).some((state) => (workers[state] ?? 0) > 0);
  return !up && (jobs.inQueue ?? 0) <= 1;
}
