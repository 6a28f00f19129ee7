import { describe, expect, it } from 'vitest';
import { FakeDecoder } from '../../test/fake-decoder.ts';
import { loadedModel } from '../../test/loaded-model.ts';
import { testApp } from '../../test/test-app.ts';
import { CodecModel } from '../codec/codec-model.ts';

const { signal } = new AbortController();

describe('GET /ready', () => {
  it('says what is there when a listener may come', async () => {
    const workers = { idle: 1, running: 2 };
    const app = testApp(
      { LINACODEC_MODEL: '/srv/secret place/models/lina' },
      { model: loadedModel(new FakeDecoder(), 0.012345), probeService: async () => ({ reachable: true, workers }) },
    );
    const response = await app.send('/ready');
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
    expect(await response.json()).toEqual({
      status: 'ready',
      tier: 'middleware-sidecar',
      timestamp: '2026-01-02T03:04:05.678Z',
      services: { echotts: { configured: true, reachable: true, workers } },
      model: {
        name: 'models/lina',
        loaded: true,
        tokenRate: 25,
        workers: 2,
        threads: 1,
        precision: 'fp32',
        realTimeFactor: 0.0123,
      },
      streams: { active: 0, waiting: 0, most: 16, mostWaiting: 32 },
    });
  });

  it.each([undefined, 0.25])('says that the model is loaded, at %s of its download', async (downloaded) => {
    const model = new CodecModel();
    model.progress = downloaded;
    const response = await testApp({}, { model }).send('/ready');
    expect(response.status).toBe(503);
    const body = (await response.json()) as { model: unknown };
    expect(body).toMatchObject({ status: 'not_ready', code: 'overloaded', error: expect.stringContaining('loaded') });
    expect(body.model).toEqual({
      name: 'nano',
      loaded: false,
      ...(downloaded === undefined ? {} : { downloaded }),
    });
  });

  it('is ready while a place or the line has room', async () => {
    const app = testApp({ MAX_STREAMS: 1, MAX_QUEUE: 1 });
    app.line.enter(signal);
    const response = await app.send('/ready');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ streams: { active: 1, waiting: 0, most: 1, mostWaiting: 1 } });
  });

  it('is not ready while both are full', async () => {
    const app = testApp({ MAX_STREAMS: 1, MAX_QUEUE: 1 });
    app.line.enter(signal);
    app.line.enter(signal);
    const response = await app.send('/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'overloaded', error: expect.stringContaining('full') });
  });

  it('is not ready any more when it is told to end', async () => {
    const app = testApp();
    app.line.close();
    const response = await app.send('/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'overloaded', error: 'This sidecar is shutting down' });
  });

  it('says which setting is missing', async () => {
    const response = await testApp({ ECHOTTS_STREAMING_ENDPOINT: '' }).send('/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      code: 'not_configured',
      error: 'EchoTTS is not available: set ECHOTTS_STREAMING_ENDPOINT or RUNPOD_STREAMING_ENDPOINT',
      requestId: 'made-id',
    });
  });

  it.each([
    ['answers that it cannot', async () => ({ reachable: false, message: 'refused' })],
    ['is not there', () => Promise.reject(new Error('ECONNREFUSED 10.0.0.7'))],
  ])('is not ready when the endpoint %s', async (_, probeService) => {
    const response = await testApp({}, { probeService }).send('/ready');
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      code: 'upstream_unreachable',
      services: { echotts: { reachable: false } },
    });
    expect(text).not.toContain('10.0.0.7');
  });

  it('does not wait long for an endpoint that says nothing', async () => {
    const app = testApp({}, { probeService: () => new Promise(() => undefined) });
    const answer = app.send('/ready');
    await app.clock.asleep;
    app.clock.advance(3_000);
    expect((await answer).status).toBe(503);
    expect(app.clock.sleepers).toBe(0);
  });

  it('looks at the endpoint once for a flood of checks, and at itself for each', async () => {
    let looks = 0;
    const app = testApp(
      { MAX_STREAMS: 1, MAX_QUEUE: 0 },
      {
        probeService: async () => {
          looks += 1;
          return { reachable: true };
        },
      },
    );
    for (let check = 0; check < 5; check++) expect((await app.send('/ready')).status).toBe(200);
    app.line.enter(signal);
    expect((await app.send('/ready')).status).toBe(503);
    expect(looks).toBe(1);
    app.clock.advance(2_000);
    await app.send('/ready');
    expect(looks).toBe(2);
  });
});
