import { Problem } from '@voxlane/schema';
import type { SpeechContext } from './speech.ts';

/** What bounds the life of a request. */
type Bounds = Pick<SpeechContext, 'clock' | 'limits' | 'signal'>;

/** How long a request may live: until its listener leaves, or TOTAL_TIMEOUT_MS has passed. */
export class RequestLife {
  readonly #own = new AbortController();
  readonly #timer = new AbortController();
  readonly #context: Bounds;
  readonly #began: number;

  constructor(context: Bounds) {
    this.#context = context;
    this.#began = context.clock.now();
    if (context.signal.aborted) this.#leave();
    else context.signal.addEventListener('abort', this.#leave, { once: true });
    const { totalMs } = context.limits;
    context.clock.sleep(totalMs, this.#timer.signal).then(
      () => this.#stop(new Problem('total_timeout', `The request took longer than ${totalMs} ms (TOTAL_TIMEOUT_MS)`)),
      () => undefined,
    );
  }

  get signal(): AbortSignal {
    return this.#own.signal;
  }

  elapsedMs(): number {
    return this.#context.clock.now() - this.#began;
  }

  /** The request is over: nothing is timed or listened for any more. */
  end(): void {
    this.#timer.abort();
    this.#context.signal.removeEventListener('abort', this.#leave);
  }

  readonly #leave = () => {
    const { reason } = this.#context.signal;
    this.#stop(
      reason instanceof Problem ? reason : new Problem('client_closed', 'The listener left', { cause: reason }),
    );
  };

  /** Nobody may read on to the end, so the timer and the listener are let go here as well. */
  #stop(reason: Problem): void {
    this.end();
    this.#own.abort(reason);
  }
}
