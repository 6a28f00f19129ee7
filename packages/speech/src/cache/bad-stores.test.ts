import { describe, expect, it } from 'vitest';
import { cacheLane, SAID_SAMPLES } from '../../test/cache-lane.ts';
import { settle } from '../../test/event-loop.ts';
import { HandFedBody } from '../../test/hand-fed-body.ts';
import { bytesOf, keptSpeech } from '../../test/kept.ts';
import { LIMITS } from '../../test/lane.ts';
import { problemOf } from '../../test/problem.ts';
import { collect, level } from '../../test/samples.ts';
import { LOOK_MS } from './speech-cache.ts';

describe('a store that fails', () => {
  it('is as good as none', async () => {
    const { store, look, hear } = cacheLane();
    store.mood = 'fails';
    expect((await look()).result).toBe('MISS');
    expect(await hear()).toHaveLength(SAID_SAMPLES);
  });

  it('at once, and not by a promise, is as good as none', async () => {
    const { store, hear } = cacheLane();
    store.get = store.put = () => {
      throw new Error('the store is down');
    };
    expect(await hear()).toHaveLength(SAID_SAMPLES);
  });
});

describe('a store that hangs', () => {
  it('is waited for as long as a look may take, and then it is spoken', async () => {
    const { store, clock, look } = cacheLane();
    store.mood = 'hangs';
    const looking = look();
    await clock.advance(LOOK_MS);
    expect((await looking).result).toBe('MISS');
    expect(clock.sleepers()).toBe(0);
  });

  it('and answers too late has its body let go of', async () => {
    const { store, clock, look } = cacheLane();
    const late = Promise.withResolvers<ReadableStream<Uint8Array>>();
    store.get = () => late.promise;
    const looking = look();
    await clock.advance(LOOK_MS);
    expect((await looking).result).toBe('MISS');
    late.resolve(store.body(keptSpeech(level(0.5, 100))));
    await settle();
    expect(store.cancelled).toBe(1);
  });

  it('in the head of a body has it let go of', async () => {
    const { store, clock, look } = cacheLane();
    const body = new HandFedBody().feed(keptSpeech(level(0.5, 100)).subarray(0, 20));
    store.get = async () => body.stream;
    const looking = look();
    await clock.advance(LOOK_MS);
    expect([(await looking).result, body.cancelled, clock.sleepers()]).toEqual(['MISS', true, 0]);
  });

  it('in the middle of a body breaks the stream after CHUNK_TIMEOUT_MS', async () => {
    const { store, clock, look } = cacheLane();
    const body = new HandFedBody().feed(keptSpeech(level(0.5, 4_800)).subarray(0, -1));
    store.get = async () => body.stream;
    const { audio } = await (await look()).start();
    const broken = problemOf(() => collect(audio));
    await clock.advance(LIMITS.chunkMs);
    expect([(await broken).code, body.cancelled]).toEqual(['chunk_timeout', true]);
  });

  it('in the middle of a body, for a listener who then leaves, keeps what it has', async () => {
    const { store, clock, listener, hear, look } = cacheLane();
    await hear();
    const body = new HandFedBody().feed(keptSpeech(level(0.5, 4_800)).subarray(0, -1));
    store.get = async () => body.stream;
    const { audio } = await (await look()).start();
    const broken = problemOf(() => collect(audio));
    await settle();
    listener.abort();
    expect([(await broken).code, body.cancelled, store.kept.size]).toEqual(['client_closed', true, 1]);
    expect(clock.sleepers()).toBe(0);
  });

  it('while it should keep makes no listener wait', async () => {
    const { store, look } = cacheLane();
    store.put = () => new Promise(() => undefined);
    const { audio } = await (await look()).start();
    expect(await collect(audio)).not.toHaveLength(0);
  });

  it('while a listener leaves is let go of', async () => {
    const { store, clock, listener, look } = cacheLane();
    store.mood = 'hangs';
    const looking = look();
    await settle();
    listener.abort();
    const { result, start } = await looking;
    expect([result, (await problemOf(start)).code]).toEqual(['MISS', 'client_closed']);
    expect(clock.sleepers()).toBe(0);
  });
});

describe('a kept body', () => {
  const whole = keptSpeech(level(0.5, 4_800), level(-0.5, 4_800));

  it.each<[string, Uint8Array]>([
    ['that is empty', new Uint8Array(0)],
    ['of something else', new TextEncoder().encode('<!doctype html><title>Sign in</title>')],
    ['of another version', bytesOf(whole.subarray(0, 3), Uint8Array.of(9), whole.subarray(4))],
    ['that ends in its head', whole.subarray(0, 12)],
    ['that ends before its first audio', whole.subarray(0, 60)],
    ['without sound', keptSpeech()],
  ])('%s is a MISS, and is replaced by what is spoken', async (_, bytes) => {
    const { store, hear, look } = cacheLane();
    await hear();
    const [key, sound] = store.only();
    store.kept.set(key, bytes);
    expect((await look()).result).toBe('MISS');
    await hear();
    expect(store.only()).toEqual([key, sound]);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['was cut within its end', (bytes) => bytes.subarray(0, -1)],
    ['was cut before its end', (bytes) => bytes.subarray(0, -6)],
    ['was cut within a sample', (bytes) => bytes.subarray(0, 15_001)],
    ['has a byte behind its end', (bytes) => bytesOf(bytes, Uint8Array.of(0))],
    ['has an end of its own in the middle', (bytes) => bytesOf(bytes.subarray(0, 15_000), new Uint8Array(6))],
  ])('that %s breaks the stream, and is not found again', async (_, damage) => {
    const { store, deferred, hear, look } = cacheLane();
    await hear();
    const [key, bytes] = store.only();
    store.kept.set(key, damage(bytes));
    const { result, start } = await look();
    expect(result).toBe('HIT');
    const { audio } = await start();
    expect(await problemOf(() => collect(audio))).toMatchObject({ code: 'internal', retryable: true });
    await Promise.all(deferred);
    expect((await look()).result).toBe('MISS');
  });

  it('that is damaged breaks the stream also where it cannot be removed', async () => {
    const { store, deferred, hear, look } = cacheLane();
    await hear();
    const [key, bytes] = store.only();
    store.kept.set(key, bytes.subarray(0, -1));
    const { audio } = await (await look()).start();
    store.mood = 'fails';
    expect((await problemOf(() => collect(audio))).code).toBe('internal');
    await expect(Promise.all(deferred)).resolves.toBeDefined();
  });

  it('whose reading breaks, breaks the stream', async () => {
    const { store, look } = cacheLane();
    const body = new HandFedBody().feed(whole.subarray(0, 12_000)).break();
    store.get = async () => body.stream;
    const { audio } = await (await look()).start();
    await expect(collect(audio)).rejects.toThrow('terminated');
  });
});
