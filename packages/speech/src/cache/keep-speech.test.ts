import { describe, expect, it } from 'vitest';
import { type CacheLane, cacheLane, SAID_SAMPLES } from '../../test/cache-lane.ts';
import { settle } from '../../test/event-loop.ts';
import { chunk, complete, streamed } from '../../test/fake-runpod.ts';
import { failing } from '../../test/lane.ts';
import { problemOf } from '../../test/problem.ts';
import { collect, joined } from '../../test/samples.ts';

/** All that is kept once everything has come to rest. */
async function kept({ store, deferred }: CacheLane): Promise<number> {
  await settle();
  await Promise.all(deferred);
  return store.kept.size;
}

describe('nothing is kept', () => {
  it.each([0, 1, 3])('of a speech that its listener left after %i blocks, and its job is cancelled', async (blocks) => {
    const setting = cacheLane();
    const half = chunk(1, 0.5, SAID_SAMPLES, 48_000);
    setting.runpod.script('vv/stream', streamed('IN_PROGRESS', half), () => new Promise(() => undefined));
    const { audio } = await (await setting.look()).start();
    for (let block = 0; block < blocks; block++) await audio.next();
    await audio.return();
    expect(await kept(setting)).toBe(0);
    expect([setting.runpod.cancelled('vv'), setting.clock.sleepers()]).toEqual([['vv-1'], 0]);
  });

  it('of a speech whose connection broke while audio was awaited', async () => {
    const setting = cacheLane();
    const first = streamed('IN_PROGRESS', chunk(1, 0.5, 4_800, 48_000));
    setting.runpod.script('vv/stream', first, () => new Promise(() => undefined));
    const { audio } = await (await setting.look()).start();
    await audio.next();
    const asked = problemOf(() => audio.next());
    await settle();
    setting.listener.abort();
    expect((await asked).code).toBe('client_closed');
    expect(await kept(setting)).toBe(0);
  });

  it('of a speech that broke', async () => {
    const setting = cacheLane();
    const first = streamed('IN_PROGRESS', chunk(1, 0.5, 4_800, 48_000));
    setting.runpod.script('vv/stream', first, streamed('FAILED'));
    setting.runpod.script('vv/status', { status: 'FAILED', error: 'CUDA error: an illegal memory access' });
    const { audio } = await (await setting.look()).start();
    await problemOf(() => collect(audio));
    expect(await kept(setting)).toBe(0);
  });

  it('of a speech that never began', async () => {
    const setting = cacheLane({ attempts: 1 });
    failing(setting, 'vv', 1);
    await problemOf(async () => (await setting.look()).start());
    expect(await kept(setting)).toBe(0);
  });

  it('of a fallback, which is heard at the rate of the order', async () => {
    const setting = cacheLane({ attempts: 1, fallback: 'chatterbox' });
    failing(setting, 'vv', 1);
    expect(await setting.hear({ sampleRate: 8_000 })).toHaveLength(SAID_SAMPLES / 6);
    expect(setting.runpod.of('cb/run')).toHaveLength(1);
    expect(await kept(setting)).toBe(0);
  });

  it.each(['skip', 'silence'] as const)('where a lost chunk becomes a %s', async (onGap) => {
    const setting = cacheLane({ vibevoice: { onGap } });
    expect(await setting.hear()).toHaveLength(SAID_SAMPLES);
    expect(await kept(setting)).toBe(0);
  });

  it('of silence', async () => {
    const setting = cacheLane();
    setting.runpod.script('vv/stream', streamed('COMPLETED', chunk(1, 0, 4_800, 48_000), complete(1)));
    expect(await setting.hear()).toHaveLength(4_800);
    expect(await kept(setting)).toBe(0);
  });

  it('of a speech that is too long, which is heard to its end', async () => {
    const setting = cacheLane({ maxBytes: SAID_SAMPLES });
    expect(await setting.hear()).toHaveLength(SAID_SAMPLES);
    expect(await kept(setting)).toBe(0);
  });
});

describe('the copy', () => {
  it('is made of what was heard, not of all that is there', async () => {
    const { store, look } = cacheLane();
    let written = 0;
    store.put = async (_key, body) => {
      for await (const bytes of body) written += bytes.length;
    };
    const { audio } = await (await look()).start();
    await audio.next();
    await settle();
    expect(written).toBeGreaterThan(9_000);
    expect(written).toBeLessThan(12_000);
    await audio.return();
  });

  it('keeps the process alive until it is decided', async () => {
    const { deferred, store, look } = cacheLane();
    const { audio } = await (await look()).start();
    const [putting] = deferred;
    await collect(audio);
    await putting;
    expect(store.kept.size).toBe(1);
  });

  it('holds samples as they were before their reader changed them', async () => {
    const { look, hear, deferred } = cacheLane();
    const { audio } = await (await look()).start();
    for await (const block of audio) block.fill(0);
    await Promise.all(deferred);
    expect((await hear()).some((sample) => sample === 0)).toBe(false);
  });

  it('is whole also of many blocks of any size', async () => {
    const setting = cacheLane();
    const sizes = [1, 4_799, 4_800, 4_801, 20_000, 3];
    const chunks = sizes.map((size, i) => chunk(i + 1, -0.1 * (i + 1), size, 48_000));
    setting.runpod.script('vv/stream', streamed('COMPLETED', ...chunks, complete(sizes.length)));
    const spoken = await setting.hear();
    expect(spoken).toHaveLength(sizes.reduce((sum, size) => sum + size));
    expect(joined(await collect((await (await setting.look()).start()).audio))).toEqual(spoken);
  });
});
