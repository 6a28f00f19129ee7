import { Problem } from '@voxlane/schema';
import type { ServiceProbe } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../packages/gateway/test/manual-clock.ts';
import { testApp } from './test-app.ts';

describe('GET /health', () => {
  it('says that this process answers, without asking anybody', async () => {
    const probeService = () => Promise.reject(new Error('asked'));
    const response = await testApp({}, { probeService }).send('/health');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'healthy',
      tier: 'middleware-cloudflare',
      timestamp: '2026-01-02T03:04:05.678Z',
      version: '1.2.3',
    });
  });

  it('answers HEAD without a body', async () => {
    const response = await testApp().send('/health', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it('is good while every other route says which settings are wrong', async () => {
    const config = new Problem('not_configured', 'TIMEOUT_MS must be a whole number');
    const app = testApp({}, { config });
    expect((await app.send('/health')).status).toBe(200);
    for (const answer of [await app.send('/ready'), await app.speak({ text: 'Hello' }), await app.send('/nowhere')]) {
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({
        code: 'not_configured',
        error: config.message,
        requestId: 'made-id',
      });
    }
  });
});

describe('GET /ready', () => {
  const good = async () => ({ reachable: true, workers: { ready: 1 } });

  it('is good when every configured service can be reached', async () => {
    const response = await testApp({ CHATTERBOX_ENDPOINT: '' }, { probeService: good }).send('/ready');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: 'ready',
      services: {
        vibevoice: { configured: true, reachable: true, workers: { ready: 1 } },
        chatterbox: { configured: false, message: expect.stringContaining('CHATTERBOX_ENDPOINT') },
        echotts: { configured: false },
        qwen: { configured: false },
      },
    });
  });

  it.each([
    ['says so', async () => ({ reachable: false, message: 'The endpoint does not exist' })],
    ['throws', async () => Promise.reject(new Error('https://gpu.example/v2/vibe failed'))],
    ['never answers', () => new Promise<never>(() => {})],
  ])('is 503 when a configured service %s, and tells no address', async (_how, probeService) => {
    const clock = { now: () => 0, sleep: async () => {} };
    const response = await testApp({}, { probeService, clock }).send('/ready');
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({
      status: 'not_ready',
      code: 'upstream_unreachable',
      error: 'These services cannot be reached: vibevoice, chatterbox',
      services: { vibevoice: { configured: true, reachable: false } },
    });
    expect(text).not.toContain('gpu.example');
  });

  it('is 503 when nothing is configured', async () => {
    const response = await testApp({ VIBEVOICE_ENDPOINT: '', CHATTERBOX_ENDPOINT: '' }).send('/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'not_configured' });
  });

  it('looks once in two seconds, however often it is asked', async () => {
    const { app, clock, looks } = watched(async () => ({ reachable: true }));
    for (const passed of [0, 1_000, 999]) {
      clock.advance(passed);
      await app.send('/ready');
    }
    expect(looks()).toBe(1);
    clock.advance(1);
    await app.send('/ready');
    expect(looks()).toBe(2);
  });

  it('tells a flood what was last found while a look is under way', async () => {
    const second = Promise.withResolvers<{ reachable: boolean }>();
    const { app, clock, looks } = watched((nth) => (nth === 1 ? good() : second.promise));
    await app.send('/ready');
    clock.advance(2_000);
    const looking = app.send('/ready');
    clock.advance(2_999);
    const flood = await Promise.all(Array.from({ length: 20 }, () => app.send('/ready')));
    expect(flood.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(looks()).toBe(2);
    second.resolve({ reachable: false });
    expect((await looking).status).toBe(503);
  });

  it('looks again when the runtime ended a look with the request that it was for', async () => {
    const { app, clock, looks } = watched((nth) => (nth === 2 ? new Promise(() => {}) : good()), asleep);
    await app.send('/ready');
    clock.advance(2_000);
    void app.send('/ready');
    clock.advance(3_000);
    expect((await app.send('/ready')).status).toBe(200);
    expect(looks()).toBe(3);
  });

  it('lets the checks before the first answer look for themselves, and those after it rest', async () => {
    const { app, clock, looks } = watched(good);
    const first = await Promise.all([app.send('/ready'), app.send('/ready'), app.send('/ready')]);
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(looks()).toBe(3);
    clock.advance(1_999);
    await app.send('/ready');
    expect(looks()).toBe(3);
  });
});

/** A sleep that the runtime never comes back to. */
const asleep = () => new Promise<never>(() => {});

/** An app with one service, whose looks are counted; `probe` answers the nth. */
function watched(probe: (nth: number) => Promise<ServiceProbe>, sleep?: () => Promise<never>) {
  const clock = manualClock();
  let looks = 0;
  const probeService = () => {
    looks += 1;
    return probe(looks);
  };
  const deps = { probeService, clock: { now: clock.now, sleep: sleep ?? clock.sleep } };
  return { app: testApp({ CHATTERBOX_ENDPOINT: '' }, deps), clock, looks: () => looks };
}
