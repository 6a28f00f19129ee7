import { SpeechCache, type SpeechCacheLook } from '../src/cache/speech-cache.ts';
import type { SpeechContext, SpeechOrder } from '../src/speech.ts';
import { startSpeech } from '../src/start-speech.ts';
import { chunk, complete, streamed } from './fake-runpod.ts';
import { type Lane, type LaneOptions, lane } from './lane.ts';
import { MemoryStore } from './memory-store.ts';
import { collect, joined } from './samples.ts';

/** A lane that keeps what it has spoken. */
export interface CacheLane extends Lane {
  store: MemoryStore;
  look(order?: Partial<SpeechOrder>, context?: Partial<SpeechContext>): Promise<SpeechCacheLook>;
  /** Orders and listens to the end, until all that was deferred is done: every sample. */
  hear(order?: Partial<SpeechOrder>): Promise<Float32Array>;
}

/** Longest copy of the usual cache, in bytes. */
export const MAX_BYTES = 1_000_000;

/** What every job of {@link cacheLane} says: half a second at 48 kHz, as exact 16-bit samples, in two chunks. */
export const SAID_SAMPLES = 24_000;

/** Whatever is ordered is spoken in one piece, and at 48 kHz unless the order says otherwise. */
export function cacheLane(options: LaneOptions & { maxBytes?: number } = {}): CacheLane {
  const { maxBytes = MAX_BYTES, ...rest } = options;
  const setting = lane(rest);
  for (const endpoint of ['vv', 'cb']) {
    const half = (number: number, value: number) => chunk(number, value, SAID_SAMPLES / 2, 48_000);
    setting.runpod.handlers.set(`${endpoint}/stream`, () =>
      streamed('COMPLETED', half(1, 0.5), half(2, -0.25), complete(2)),
    );
  }
  const store = new MemoryStore();
  const cache = new SpeechCache({ store, maxBytes, start: startSpeech });
  const usual: SpeechOrder = {
    service: 'vibevoice',
    text: 'Hello.',
    voice: undefined,
    sampleRate: 48_000,
    options: {},
  };
  const look: CacheLane['look'] = (order, context) =>
    cache.look({ ...usual, ...order }, { ...setting.context, ...context });
  const hear = async (order: Partial<SpeechOrder> = {}) => {
    const { audio } = await (await look(order)).start();
    const samples = joined(await collect(audio));
    await Promise.all(setting.deferred);
    return samples;
  };
  return { ...setting, store, look, hear };
}
