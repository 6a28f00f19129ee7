import { withDeadline } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import { RequestLife } from '../request-life.ts';
import type { Speech, SpeechContext, SpeechOrder } from '../speech.ts';
import { cacheKey } from './cache-key.ts';
import { keepSpeech, type SpeechCacheOptions } from './keep-speech.ts';
import { type KeptSpeech, openKept } from './open-kept.ts';
import { playKept } from './play-kept.ts';

/** What a look at the store came to. */
export interface SpeechCacheLook {
  result: 'HIT' | 'MISS';
  /** Begins to speak, or to play what is kept, with the first audio in hand. To be called once. */
  start: () => Promise<Speech>;
  /** Lets go of what was found, where it was never started; else nothing. */
  leave: () => void;
}

/** Longest look at the store, in milliseconds. It answers within some; for longer than this a warm GPU takes no more. */
export const LOOK_MS = 1_000;

/**
 * Finished speech, kept for whoever orders the same again. It is kept once, at the lane's rate, for every format and
 * rate. Equal orders at the same time are each spoken, and the last one to end is kept: waiting for another listener's
 * speech would make a listener depend on how fast somebody else reads. An order without a rate is spoken at the model's
 * own, and neither kept nor answered from what is.
 */
export class SpeechCache {
  readonly #options: SpeechCacheOptions;

  constructor(options: SpeechCacheOptions) {
    this.#options = options;
  }

  /**
   * Looks whether an order was spoken before; a store that fails, is slow, or holds what is no whole head is a MISS.
   * @throws Problem for faults of the order itself, as `checkOrder` does.
   */
  async look(order: SpeechOrder, context: SpeechContext): Promise<SpeechCacheLook> {
    const { sampleRate } = order;
    // Whoever takes the model's own rate asks for its very samples, and no copy at the lane's rate has those.
    if (sampleRate === undefined) return missed(() => this.#options.start(order, context));
    const rated = { ...order, sampleRate };
    const service = context.services[order.service];
    const key = await cacheKey(order, service);
    const found = order.cache === 'renew' ? undefined : await this.#find(key, context);
    if (found === undefined) return missed(() => keepSpeech(rated, context, key, this.#options));
    const forget = () => context.defer(this.#forget(key));
    let started = false;
    const start = () => {
      started = true;
      return playKept(found.kept, rated, context, found.life, forget);
    };
    const leave = () => {
      if (started) return;
      found.life.end();
      context.defer(found.kept.rest.return());
    };
    return { result: 'HIT', start, leave };
  }

  async #find(key: string, context: SpeechContext): Promise<{ kept: KeptSpeech; life: RequestLife } | undefined> {
    const life = new RequestLife(context);
    const late = new AbortController();
    const signal = AbortSignal.any([life.signal, late.signal]);
    try {
      const open = () => this.#open(key, context, signal);
      const kept = await withDeadline(context.clock, LOOK_MS, signal, tooLate, open);
      if (kept !== undefined) {
        // Also when nobody ever starts it.
        life.signal.addEventListener('abort', () => void kept.rest.return(), { once: true });
        return { kept, life };
      }
    } catch (reason) {
      // Spoken instead, or refused there for the same reason, such as a listener who left.
      late.abort(reason);
    }
    life.end();
    return undefined;
  }

  async #open(key: string, context: SpeechContext, signal: AbortSignal): Promise<KeptSpeech | undefined> {
    const body = await this.#options.store.get(key);
    if (signal.aborted) void body?.cancel().catch(() => undefined);
    return body === undefined || signal.aborted ? undefined : await openKept(body, context, signal);
  }

  async #forget(key: string): Promise<void> {
    try {
      await this.#options.store.remove(key);
    } catch {
      // Then it is found damaged once more.
    }
  }
}

function missed(start: SpeechCacheLook['start']): SpeechCacheLook {
  return { result: 'MISS', start, leave: () => undefined };
}

function tooLate(): Problem {
  return new Problem('internal', `The store of kept speech took longer than ${LOOK_MS} ms`);
}
