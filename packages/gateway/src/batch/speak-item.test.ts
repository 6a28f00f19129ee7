import { Problem } from '@voxlane/schema';
import { PLAIN_ENCODERS, type Speech, type SpeechContext } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { turn } from '../../test/held-work.ts';
import { madeSpeech } from '../../test/made-speech.ts';
import { manualClock } from '../../test/manual-clock.ts';
import { ClipMemory } from '../clip/clip-memory.ts';
import type { ItemOrder } from './batch-item.ts';
import { type ItemWorld, speakItem } from './speak-item.ts';

const ORDER: ItemOrder = {
  service: 'qwen',
  text: 'Hello',
  voice: undefined,
  sampleRate: undefined,
  options: {},
  format: 'wav',
};
const HALF = Float32Array.of(0.5, -0.5);

/** The world of an item, as far as it is looked at, with 100 ms and 1000 bytes for it. */
function world(startSpeech: (order: unknown, context: SpeechContext) => Promise<Speech>, deps = {}) {
  const clock = manualClock();
  const listener = new AbortController();
  const memory = new ClipMemory(10_000);
  const upstreamLimits = { slot: () => Promise.reject(new Error('nobody asks here')) };
  const context = { signal: listener.signal, upstreamLimits } as unknown as ItemWorld['context'];
  const bounds = { itemMs: 100, maxBytes: 1_000, memory };
  const all = { startSpeech, encoders: PLAIN_ENCODERS, clock, ...deps } as ItemWorld['deps'];
  const item: ItemWorld = { deps: all, context, bounds, cacheControl: undefined };
  return { clock, listener, memory, item };
}

/** Speech that never comes, but for the end of its signal. */
const silence = (_order: unknown, { signal }: SpeechContext) =>
  new Promise<Speech>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

describe('an item', () => {
  it('is held as WAV at the rate at which the model speaks', async () => {
    const made = madeSpeech([HALF, HALF], { samples: 4 });
    const { item, memory, clock } = world(async () => made.speech);
    const spoken = await speakItem(ORDER, item);
    expect(spoken).toMatchObject({ format: 'wav', sampleRate: 48_000, samples: 4, characters: 5 });
    expect(memory.held).toBe(44 + 8);
    const bytes = spoken.clip.join();
    expect(new DataView(bytes.buffer).getUint32(40, true)).toBe(8);
    expect(clock.sleepers).toBe(0);
  });

  it('has its encoder opened before a GPU is asked, where the rate is known, and given back', async () => {
    const log: string[] = [];
    const pcm = () => {
      log.push('opened');
      return { ...PLAIN_ENCODERS.pcm(), free: () => log.push('freed') };
    };
    const start = async () => {
      log.push('started');
      return madeSpeech([HALF]).speech;
    };
    const { item } = world(start, { encoders: { pcm } });
    await speakItem({ ...ORDER, format: 'pcm', sampleRate: 24_000 }, item);
    expect(log).toEqual(['opened', 'started', 'freed']);
  });

  it('is given up after its time, with its work stopped', async () => {
    let signal: AbortSignal | undefined;
    const { item, clock } = world((order, context) => {
      signal = context.signal;
      return silence(order, context);
    });
    const speaking = speakItem(ORDER, item);
    await turn();
    clock.advance(100);
    await expect(speaking).rejects.toMatchObject({ code: 'item_timeout', message: expect.stringContaining('100 ms') });
    expect(signal?.aborted).toBe(true);
  });

  it('ends with its listener, whatever it waits for', async () => {
    const { item, listener, clock } = world(silence);
    const speaking = speakItem(ORDER, item);
    await turn();
    const left = new Problem('client_closed', 'The listener left');
    listener.abort(left);
    await expect(speaking).rejects.toBe(left);
    expect(clock.sleepers).toBe(0);
  });

  it.each([
    ['clip_too_large', 1_000, 'BATCH_ITEM_MAX_BYTES'],
    ['overloaded', 100_000, 'no room'],
  ])('is the error %s when its clip grows past %i bytes', async (code, maxBytes, says) => {
    const made = madeSpeech(Array.from({ length: 100 }, () => new Float32Array(100)));
    const { item, memory } = world(async () => made.speech);
    const speaking = speakItem(ORDER, { ...item, bounds: { ...item.bounds, maxBytes } });
    await expect(speaking).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
    expect([memory.held, made.released]).toEqual([0, 1]);
  });

  it('fails as its speech does, at once or on the way', async () => {
    const problem = new Problem('upstream_failed', 'The job failed');
    for (const start of [() => Promise.reject(problem), async () => madeSpeech([HALF, problem]).speech]) {
      const { item, memory, clock } = world(start);
      await expect(speakItem(ORDER, item)).rejects.toBe(problem);
      expect([memory.held, clock.sleepers]).toEqual([0, 0]);
    }
  });

  it('is refused in a format that is not encoded here, before a GPU is asked', async () => {
    const { item } = world(() => Promise.reject(new Error('was asked')));
    await expect(speakItem({ ...ORDER, format: 'mp3' }, item)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('is played from what was kept of it', async () => {
    let left = 0;
    const kept = { result: 'HIT', start: async () => madeSpeech([HALF]).speech, leave: () => (left += 1) };
    const start = () => Promise.reject(new Error('was asked'));
    const { item } = world(start, { speechCache: { look: async () => kept } });
    expect((await speakItem(ORDER, item)).clip.bytes).toBe(44 + 4);
    expect(left).toBe(1);
  });
});
