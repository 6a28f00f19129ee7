import type { Clock } from '../clock.ts';
import { type EndpointConfig, paceOf } from '../endpoint-config.ts';
import type { Job } from './job.ts';
import { OUT_OF_MEMORY } from './job-error.ts';

interface Worker {
  id: string;
  state: 'initializing' | 'ready' | 'running';
  /** Gives the worker its next job; there only while the worker waits for one. */
  hand?: (job: Job) => void;
}

/** What an endpoint needs to run jobs. */
export interface EndpointTools {
  clock: Clock;
  randomId(): string;
  /** Runs one job to its end; never throws. */
  run(job: Job, config: EndpointConfig): Promise<void>;
  /** Aborts when the emulator closes. */
  signal: AbortSignal;
}

/** A queue of jobs and the workers that come up for them, take one at a time, and go away when they idle too long. */
export class Endpoint {
  readonly id: string;
  #config: EndpointConfig;
  readonly #tools: EndpointTools;
  readonly #queue: Job[] = [];
  readonly #workers = new Set<Worker>();

  constructor(id: string, config: EndpointConfig, tools: EndpointTools) {
    this.id = id;
    this.#config = config;
    this.#tools = tools;
  }

  get config(): EndpointConfig {
    return this.#config;
  }

  /** Another configuration from now on; jobs at work keep what they began with. */
  configure(config: EndpointConfig): void {
    this.#config = config;
    this.#pump();
  }

  /** Puts a job into the queue; it leaves it when a worker is there and its own time in the queue is over. */
  enqueue(job: Job): void {
    if (this.#config.whenFull === 'out-of-memory' && this.#isFull()) return void this.#runOutOfMemory(job);
    this.#queue.push(job);
    const { ttlMs, faults } = job.order;
    const age = this.#tools.clock.now() - job.createdAt;
    // Both end with the job, so that no timer holds on to it for the rest of its day.
    if (faults.queueMs) this.#later(faults.queueMs - age, job, () => this.#pump());
    this.#later(ttlMs - age, job, () => this.#expire(job));
    this.#pump();
  }

  /** Takes every job out of the queue. */
  purge(): Job[] {
    return this.#queue.splice(0);
  }

  /** Takes one job out of the queue, if it is still there. */
  withdraw(job: Job): void {
    const at = this.#queue.indexOf(job);
    if (at >= 0) this.#queue.splice(at, 1);
  }

  /** Workers by state, in the words of `/health`. */
  workerCounts(): Record<'idle' | 'initializing' | 'ready' | 'running' | 'throttled' | 'unhealthy', number> {
    const count = (state: Worker['state']) => [...this.#workers].filter((worker) => worker.state === state).length;
    const [ready, running] = [count('ready'), count('running')];
    return { idle: ready, initializing: count('initializing'), ready, running, throttled: 0, unhealthy: 0 };
  }

  /** Whether there is work for every worker already. */
  #isFull(): boolean {
    const busy = [...this.#workers].filter(({ state, hand }) => state !== 'initializing' && hand === undefined);
    const due = this.#queue.filter((job) => this.#isDue(job));
    return busy.length + due.length >= this.#config.workers;
  }

  /** A job beside too many others gets as far as asking for memory. */
  async #runOutOfMemory(job: Job): Promise<void> {
    const { clock, randomId, signal } = this.#tools;
    job.begin(randomId());
    const asking = clock.sleep(paceOf(this.#config, job.order.faults).finishMs, AbortSignal.any([signal, job.signal]));
    await asking.catch(() => undefined);
    job.end('FAILED', OUT_OF_MEMORY);
    job.handlerStoppedAt = clock.now();
  }

  #pump(): void {
    for (let job = this.#nextJob(); job !== undefined; job = this.#nextJob()) {
      const free = [...this.#workers].find((worker) => worker.hand !== undefined);
      if (free === undefined) break;
      this.withdraw(job);
      const hand = free.hand;
      delete free.hand;
      hand?.(job);
    }
    this.#startWorkers();
  }

  /** The first job that may be taken now. */
  #nextJob(): Job | undefined {
    return this.#queue.find((job) => this.#isDue(job));
  }

  #isDue({ createdAt, order: { faults } }: Job): boolean {
    return !faults.stayQueued && this.#tools.clock.now() >= createdAt + (faults.queueMs ?? 0);
  }

  /** One worker more for every job that no worker is coming up for. */
  #startWorkers(): void {
    const due = this.#queue.filter((job) => this.#isDue(job));
    const coming = this.workerCounts().initializing;
    for (const job of due.slice(coming)) {
      if (this.#workers.size >= this.#config.workers) return;
      const worker: Worker = { id: this.#tools.randomId(), state: 'initializing' };
      this.#workers.add(worker);
      void this.#live(worker, paceOf(this.#config, job.order.faults).coldStartMs);
    }
  }

  async #live(worker: Worker, coldStartMs: number): Promise<void> {
    try {
      await this.#tools.clock.sleep(coldStartMs, this.#tools.signal);
      for (let job = await this.#take(worker); job !== undefined; job = await this.#take(worker)) {
        worker.state = 'running';
        job.begin(worker.id);
        await this.#tools.run(job, this.#config);
        if (job.crashed) return this.#bury(worker);
      }
    } catch (error) {
      // The emulator closes; anything else is a defect that must show.
      if (!this.#tools.signal.aborted) throw error;
    } finally {
      this.#workers.delete(worker);
    }
  }

  /** A worker died; others come up for what waits. */
  #bury(worker: Worker): void {
    this.#workers.delete(worker);
    this.#pump();
  }

  /** The next job, or undefined when none came while the worker idled. */
  async #take(worker: Worker): Promise<Job | undefined> {
    worker.state = 'ready';
    const given = new AbortController();
    let job: Job | undefined;
    worker.hand = (next) => {
      job = next;
      given.abort();
    };
    this.#pump();
    const { clock, signal } = this.#tools;
    await clock.sleep(this.#config.idleTimeoutMs, AbortSignal.any([given.signal, signal])).catch(() => undefined);
    delete worker.hand;
    if (job === undefined) signal.throwIfAborted();
    return job;
  }

  /** The end of a job's time to live: not taken yet, it timed out; taken, it is deleted. */
  #expire(job: Job): void {
    if (job.ended) return;
    this.withdraw(job);
    if (job.status === 'IN_QUEUE') job.end('TIMED_OUT');
    else job.delete();
  }

  #later(ms: number, job: Job, act: () => void): void {
    const signal = AbortSignal.any([this.#tools.signal, job.signal]);
    void this.#tools.clock.sleep(Math.max(0, ms), signal).then(act, () => undefined);
  }
}
