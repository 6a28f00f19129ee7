import type { Step } from '../stream/engine.ts';
import { DecoderError } from './decoder-error.ts';
import { PoolMember } from './pool-member.ts';
import type { DecodeThread } from './protocol.ts';

/** One decode, bound to a thread from its start to its end. */
export interface Job {
  push(tokens: Int32Array, embedding?: Float32Array): void;
  end(): void;
  /** Rejects with a DecoderError when decoding fails or its thread dies. One at a time. */
  step(): Promise<Step>;
  /** Frees what the thread holds of it. May be called at any time, and again. */
  close(): void;
}

/** How a job decodes. */
export interface JobOptions {
  mode: 'exact' | 'progressive';
  totalTokens?: number;
}

/**
 * A fixed number of decode threads. A job goes to the thread that has the fewest; jobs of a thread take turns step by
 * step. A thread that died is started anew for the next job that comes to its place.
 */
export class WorkerPool {
  readonly #start: () => DecodeThread;
  readonly #members: PoolMember[];
  readonly #closing = new AbortController();
  #jobs = 0;

  /** `start` starts a thread; `size` of them. */
  constructor(start: () => DecodeThread, size: number) {
    this.#start = start;
    this.#members = Array.from({ length: size }, () => new PoolMember(start()));
  }

  /** Resolves once all threads are loaded; rejects with a DecoderError when one cannot be. */
  async ready(): Promise<void> {
    await Promise.all(this.#members.map((member) => member.ready));
  }

  /** Jobs that are open. */
  get load(): number {
    return this.#members.reduce((sum, member) => sum + member.jobs, 0);
  }

  /** Opens a job. Throws a DecoderError once the pool is closed. */
  open(options: JobOptions): Job {
    this.closing.throwIfAborted();
    const member = this.#leastBusy();
    const job = this.#jobs++;
    let open = true;
    member.post({ kind: 'open', job, ...options });
    return {
      push: (tokens, embedding) => member.post({ kind: 'push', job, tokens, ...(embedding && { embedding }) }),
      end: () => member.post({ kind: 'end', job }),
      step: () =>
        open ? member.step(job) : Promise.reject(new DecoderError('the job is closed', { retryable: false })),
      close() {
        if (!open) return;
        open = false;
        member.close(job);
      },
    };
  }

  /** Aborts with a DecoderError when the pool is closed. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Ends all threads, each after the step that it is at; steps that wait behind it fail then. */
  async close(): Promise<void> {
    this.#closing.abort(new DecoderError('the decoder is closed', { retryable: false }));
    await Promise.all(this.#members.map((member) => member.stop()));
  }

  #leastBusy(): PoolMember {
    let best = 0;
    for (const [index, member] of this.#members.entries()) {
      if (member.ended !== undefined) this.#members[index] = new PoolMember(this.#start());
      if ((this.#members[index] as PoolMember).jobs < (this.#members[best] as PoolMember).jobs) best = index;
    }
    return this.#members[best] as PoolMember;
  }
}
