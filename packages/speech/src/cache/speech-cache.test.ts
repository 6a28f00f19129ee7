import { describe, expect, it } from 'vitest';
import { cacheLane, SAID_SAMPLES } from '../../test/cache-lane.ts';
import { settle } from '../../test/event-loop.ts';
import { LIMITS, LONG } from '../../test/lane.ts';
import { problemOf } from '../../test/problem.ts';
import { collect, joined } from '../../test/samples.ts';
import { startSpeech } from '../start-speech.ts';
import { SpeechCache } from './speech-cache.ts';

describe('the same order again', () => {
  it('is answered without a job, bit for bit', async () => {
    const { runpod, store, look, hear } = cacheLane();
    const spoken = await hear();
    expect(spoken).toHaveLength(SAID_SAMPLES);
    const calls = runpod.calls.length;
    const { result, start } = await look();
    expect(result).toBe('HIT');
    expect(joined(await collect((await start()).audio))).toEqual(spoken);
    expect([runpod.calls.length, store.kept.size]).toEqual([calls, 1]);
  });

  it.each([8_000, 24_000, 44_100])(
    'at %i Hz has as many samples as when it was spoken, and sounds the same',
    async (sampleRate) => {
      const { hear, look } = cacheLane();
      const spoken = await hear({ sampleRate });
      expect(spoken).toHaveLength((SAID_SAMPLES * sampleRate) / 48_000);
      expect((await look({ sampleRate })).result).toBe('HIT');
      expect(await hear({ sampleRate })).toEqual(spoken);
    },
  );

  it('is found for every output rate', async () => {
    const { hear, look, store } = cacheLane();
    await hear({ sampleRate: 8_000 });
    expect((await look({ sampleRate: 48_000 })).result).toBe('HIT');
    expect(store.kept.size).toBe(1);
  });

  it('at a speed is kept at that speed', async () => {
    const { hear, look } = cacheLane();
    const spoken = await hear({ speed: 2 });
    expect(spoken.length).toBeLessThan(0.6 * SAID_SAMPLES);
    expect(await hear({ speed: 2 })).toHaveLength(spoken.length);
    expect((await look({ speed: 1 })).result).toBe('MISS');
  });

  it('is spoken anew when the order says so, and that is kept', async () => {
    const { runpod, store, hear, look } = cacheLane();
    await hear();
    const [key, before] = store.only();
    store.kept.set(key, before.slice(0, -1));
    expect((await look({ cache: 'renew' })).result).toBe('MISS');
    await hear({ cache: 'renew' });
    expect(store.only()).toEqual([key, before]);
    expect(runpod.of('vv/run')).toHaveLength(2);
    expect((await look()).result).toBe('HIT');
  });

  it('is let go of when it is not played after all, and else left alone', async () => {
    const { clock, store, hear, look } = cacheLane();
    const spoken = await hear();
    const before = clock.sleepers();
    const unplayed = await look();
    expect(clock.sleepers()).toBeGreaterThan(before);
    unplayed.leave();
    await settle();
    expect([clock.sleepers(), store.cancelled]).toEqual([before, 1]);
    const played = await look();
    const { audio } = await played.start();
    played.leave();
    expect(joined(await collect(audio))).toEqual(spoken);
    expect(store.cancelled).toBe(1);
  });

  it('at the same time is spoken twice', async () => {
    const { runpod, store, deferred, look } = cacheLane();
    const looks = await Promise.all([look(), look()]);
    const speeches = await Promise.all(looks.map(({ start }) => start()));
    const [one, other] = await Promise.all(speeches.map(({ audio }) => collect(audio)));
    await Promise.all(deferred);
    expect(one).toEqual(other);
    expect([runpod.of('vv/run').length, store.kept.size]).toEqual([2, 1]);
  });

  it('is read from the store only as it is heard', async () => {
    const { store, hear, look } = cacheLane();
    await hear();
    const { audio } = await (await look()).start();
    await audio.next();
    const begun = store.pieces;
    await settle();
    expect(store.pieces).toBe(begun);
    expect(begun).toBeLessThan(15);
    await collect(audio);
    expect(store.pieces).toBeGreaterThan(40);
  });
});

describe('an order without a rate', () => {
  it('is spoken at the rate of the model, neither kept nor answered from what is', async () => {
    const { runpod, store, hear, look } = cacheLane();
    await hear();
    const { result, start } = await look({ sampleRate: undefined });
    const { audio, sampleRate, report } = await start();
    expect([result, sampleRate, report.cache]).toEqual(['MISS', 48_000, undefined]);
    expect(joined(await collect(audio))).toHaveLength(SAID_SAMPLES);
    expect([runpod.of('vv/run').length, store.kept.size, store.asked.length]).toEqual([2, 1, 1]);
  });
});

describe('the report', () => {
  it('of what is spoken says where pieces begin at the rate of the order', async () => {
    const { look } = cacheLane();
    const { start } = await look({ sampleRate: 8_000, text: LONG });
    const { audio, report } = await start();
    await collect(audio);
    expect(report.marks.length).toBeGreaterThan(2);
    expect(report.marks.map(({ sample }) => sample)).toEqual(report.marks.map((_, i) => (i * SAID_SAMPLES) / 6));
  });

  it('of what is spoken says so from the start, and counts at the rate of the order', async () => {
    const { look, context } = cacheLane();
    const seen: unknown[] = [];
    const { start, result } = await look({ sampleRate: 8_000 }, { onReport: (report) => seen.push(report.cache) });
    const { report, audio, sampleRate } = await start();
    expect([result, seen, sampleRate]).toEqual(['MISS', ['miss'], 8_000]);
    const heard = joined(await collect(audio)).length;
    expect(report).toMatchObject({ cache: 'miss', jobs: ['vv-1'], samples: heard });
    expect(context.services.vibevoice.fallback).toBeUndefined();
  });

  it('of what was kept knows no job, and all else', async () => {
    const { clock, hear, look } = cacheLane();
    const order = { voice: 'bOB', options: { mood: 'sunny' }, sampleRate: 24_000 };
    await hear({ ...order, options: {} });
    const seen: unknown[] = [];
    const { start } = await look(order, { onReport: (report) => seen.push(report) });
    await clock.advance(30);
    const { report, audio, sampleRate } = await start();
    expect([seen, sampleRate]).toEqual([[report], 24_000]);
    await collect(audio);
    expect(report).toEqual({
      service: 'vibevoice',
      voice: 'Bob',
      characters: 6,
      pieces: 1,
      jobs: [],
      queueMs: undefined,
      firstChunkMs: undefined,
      firstAudioMs: 30,
      sidecarMs: {},
      samples: SAID_SAMPLES / 2,
      marks: [],
      ignored: ['mood'],
      cache: 'hit',
    });
  });
});

describe('a listener to what was kept', () => {
  it.each([0, 1, 3])('who leaves after %i blocks lets go of the body', async (blocks) => {
    const { clock, store, hear, look } = cacheLane();
    await hear();
    const { audio } = await (await look()).start();
    for (let block = 0; block < blocks; block++) await audio.next();
    await audio.return();
    expect([store.cancelled, clock.sleepers()]).toEqual([1, 0]);
  });

  it('whose connection breaks gets no clean end, and the body is let go of', async () => {
    const { clock, listener, store, hear, look } = cacheLane();
    await hear();
    const { audio } = await (await look()).start();
    await audio.next();
    listener.abort();
    expect((await problemOf(() => collect(audio))).code).toBe('client_closed');
    await settle();
    expect([store.cancelled, clock.sleepers(), store.kept.size]).toEqual([1, 0, 1]);
  });

  it('who is gone before it starts is told so, and the body is let go of', async () => {
    const { clock, listener, store, hear, look } = cacheLane();
    await hear();
    const { start } = await look();
    listener.abort();
    expect((await problemOf(async () => collect((await start()).audio))).code).toBe('client_closed');
    await settle();
    expect([store.cancelled, clock.sleepers()]).toEqual([1, 0]);
  });

  it('who never starts it holds the body no longer than a request may last', async () => {
    const { clock, store, hear, look } = cacheLane();
    await hear();
    await look();
    await clock.advance(LIMITS.totalMs);
    expect([store.cancelled, clock.sleepers()]).toEqual([1, 0]);
  });

  it('may not take longer than TOTAL_TIMEOUT_MS', async () => {
    const { clock, hear, look } = cacheLane();
    await hear();
    const { audio } = await (await look()).start();
    await audio.next();
    await clock.advance(LIMITS.totalMs);
    expect((await problemOf(() => collect(audio))).code).toBe('total_timeout');
  });
});

describe('an order with a fault', () => {
  it('is refused before the store is asked', async () => {
    const { store, look } = cacheLane();
    expect((await problemOf(() => look({ voice: 'Zed' }))).code).toBe('unknown_voice');
    expect(store.asked).toEqual([]);
  });
});

describe('a service that a sidecar speaks for', () => {
  it('has the voice and the ignored options of its own answer kept', async () => {
    const { store, context, look, hear } = cacheLane();
    const sidecar = { url: 'https://sidecar.example', secret: undefined };
    const services = { ...context.services, vibevoice: { ...context.services.vibevoice, sidecar } };
    const start: typeof startSpeech = async (order, inner) => {
      const speech = await startSpeech(order, { ...inner, services: context.services });
      Object.assign(speech.report, { voice: 'Robert', ignored: ['mood'], pieces: 4 });
      return speech;
    };
    const cache = new SpeechCache({ store, maxBytes: 1_000_000, start });
    const order = {
      service: 'vibevoice',
      text: 'Hello.',
      voice: 'bob',
      sampleRate: 48_000,
      options: { mood: 1 },
    } as const;
    const inner = { ...context, services };
    await collect((await (await cache.look(order, inner)).start()).audio);
    await settle();
    const again = await cache.look(order, inner);
    expect(again.result).toBe('HIT');
    expect((await again.start()).report).toMatchObject({ voice: 'Robert', ignored: ['mood'], pieces: 4, cache: 'hit' });
    expect((await look({ voice: 'bob' })).result).toBe('MISS');
    await hear({ voice: 'bob' });
    expect(store.kept.size).toBe(2);
  });
});
