import type { Step } from '../stream/engine.ts';
import { DecoderError } from './decoder-error.ts';
import type { DecodeThread, Reply, Request } from './protocol.ts';

interface Waiting {
  resolve(step: Step): void;
  reject(error: Error): void;
}

/** One decode thread with what waits for it. When the thread dies, all of that fails, and the member is dead. */
export class PoolMember {
  readonly #thread: DecodeThread;
  readonly #steps = new Map<number, Waiting>();
  readonly #failures = new Map<number, Error>();
  readonly #open = new Set<number>();
  /** Set once the thread is gone. */
  ended: DecoderError | undefined;
  /** Resolves once the models are loaded; rejects when that fails. */
  readonly ready: Promise<void>;
  #becomeReady: () => void = () => {};
  #failToStart: (error: Error) => void = () => {};

  constructor(thread: DecodeThread) {
    this.#thread = thread;
    this.ready = new Promise((resolve, reject) => {
      this.#becomeReady = resolve;
      this.#failToStart = reject;
    });
    // Whoever waits for `ready` hears of it; nobody has to.
    this.ready.catch(() => {});
    thread.onReply((reply) => this.#hear(reply));
    thread.onEnd((reason) => this.#end(reason));
  }

  /** Jobs that are open here. */
  get jobs(): number {
    return this.#open.size;
  }

  post(request: Request): void {
    if (request.kind === 'open') this.#open.add(request.job);
    if (this.ended === undefined) this.#thread.post(request);
  }

  /** Asks for one step of a job. A job asks for its next step when it has had the one before. */
  step(job: number): Promise<Step> {
    const failure = this.ended ?? this.#failures.get(job);
    if (failure !== undefined) return Promise.reject(failure);
    return new Promise((resolve, reject) => {
      this.#steps.set(job, { resolve, reject });
      this.#thread.post({ kind: 'step', job });
    });
  }

  /** Forgets a job; an answer that is on its way is dropped. */
  close(job: number): void {
    this.#open.delete(job);
    this.#steps.delete(job);
    this.#failures.delete(job);
    this.post({ kind: 'close', job });
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }

  #hear(reply: Reply): void {
    if (reply.kind === 'ready') this.#becomeReady();
    else if (reply.job !== undefined) this.#answer(reply.job, reply);
  }

  #answer(job: number, reply: Exclude<Reply, { kind: 'ready' }>): void {
    const waiting = this.#steps.get(job);
    this.#steps.delete(job);
    if (reply.kind === 'step') {
      waiting?.resolve(reply.step);
      return;
    }
    const error = new DecoderError(`decoding failed: ${reply.message}`);
    if (waiting !== undefined) waiting.reject(error);
    else if (this.#open.has(job)) this.#failures.set(job, error);
  }

  #end(reason: string): void {
    this.ended = new DecoderError(`a decode thread ended: ${reason}`);
    this.#failToStart(this.ended);
    for (const waiting of this.#steps.values()) waiting.reject(this.ended);
    this.#steps.clear();
  }
}
