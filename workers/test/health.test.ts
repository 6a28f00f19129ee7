import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
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
    let now = 0;
    let looks = 0;
    const probeService = async () => {
      looks += 1;
      return { reachable: true };
    };
    const app = testApp(
      { CHATTERBOX_ENDPOINT: '' },
      { probeService, clock: { now: () => now, sleep: () => new Promise(() => {}) } },
    );
    for (now of [0, 1_000, 1_999]) await app.send('/ready');
    expect(looks).toBe(1);
    now = 2_000;
    await app.send('/ready');
    expect(looks).toBe(2);
  });
});
