import type { DecodeThread, Reply, Request } from '../../src/pool/protocol.ts';
import type { Step } from '../../src/stream/engine.ts';

export const HUNGRY: Step = { hungry: true, done: false };
export const DONE: Step = { hungry: false, done: true };

/** A step that gives audio, after which more can follow at once. */
export function audioOf(...samples: number[]): Step {
  return { audio: Float32Array.from(samples), hungry: false, done: false };
}

/** A decode thread without a thread: it keeps what it is asked, and answers when the test says so. */
export class FakeThread implements DecodeThread {
  readonly requests: Request[] = [];
  stopped = false;
  /** Whether it ends as soon as it is asked to, or goes on with its step until it dies. */
  stopsAtOnce = true;
  #onReply: (reply: Reply) => void = () => {};
  #onEnd: (reason: string) => void = () => {};
  #ended = false;
  readonly #gone = Promise.withResolvers<void>();

  post(request: Request): void {
    this.requests.push(request);
  }

  onReply(listener: (reply: Reply) => void): void {
    this.#onReply = listener;
  }

  onEnd(listener: (reason: string) => void): void {
    this.#onEnd = listener;
  }

  stop(): Promise<void> {
    this.stopped = true;
    if (this.stopsAtOnce) this.die('it stopped');
    return this.#gone.promise;
  }

  reply(reply: Reply): void {
    this.#onReply(reply);
  }

  /** Answers the step that a job has asked for. */
  answer(job: number, step: Step): void {
    this.reply({ kind: 'step', job, step });
  }

  die(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd(reason);
    this.#gone.resolve();
  }

  /** What a job has asked for, in order. */
  asked(job: number): Request['kind'][] {
    return this.requests.flatMap((request) => (request.job === job ? [request.kind] : []));
  }
}

/** Starts fake threads and keeps them in the order in which they were started. */
export function fakeThreads(): { threads: FakeThread[]; start: () => FakeThread } {
  const threads: FakeThread[] = [];
  const start = () => {
    const thread = new FakeThread();
    threads.push(thread);
    return thread;
  };
  return { threads, start };
}
