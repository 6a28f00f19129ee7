import { describe, expect, it } from 'vitest';
import { bodyOf } from '../test/hand-fed-body.ts';
import { TOKENS, testApp } from '../test/test-app.ts';

describe('the paths of the sidecar', () => {
  it('have /health for whoever watches over it', async () => {
    const response = await testApp().send('/health');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'healthy',
      tier: 'middleware-sidecar',
      timestamp: '2026-01-02T03:04:05.678Z',
      version: '1.2.3',
    });
  });

  it.each(['/', '/v1', '/v1/decode/', '/api/tts', '/healthz'])('do not have %s', async (path) => {
    const app = testApp();
    const response = await app.send(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('/api/tts/stream, /v1/decode, /health, /ready, /metrics');
    expect(app.lines).toMatchObject([{ route: '(unmatched)', status: 404, code: 'not_found' }]);
  });

  it.each([
    ['GET', '/v1/decode', 'POST, OPTIONS'],
    ['PUT', '/api/tts/stream', 'POST, OPTIONS'],
    ['POST', '/health', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/metrics', 'GET, HEAD, OPTIONS'],
  ])('do not take %s %s', async (method, path, allow) => {
    const response = await testApp().send(path, { method });
    expect([response.status, response.headers.get('Allow')]).toEqual([405, allow]);
    await response.body?.cancel();
  });

  it("answer errors in the shape of OpenAI's on /v1, and in ours elsewhere", async () => {
    const app = testApp();
    const own = await app.send('/api/tts/stream', { headers: { 'X-Request-Id': 'call-7' } });
    expect(await own.json()).toMatchObject({ code: 'method_not_allowed', tier: 'middleware', requestId: 'call-7' });
    const openai = await app.send('/v1/decode');
    expect(await openai.json()).toEqual({
      error: {
        message: expect.stringContaining('does not take this method'),
        type: 'invalid_request_error',
        param: null,
        code: 'method_not_allowed',
      },
    });
  });

  it('may be called by the pages of allowed origins, whatever the answer', async () => {
    const app = testApp({ ALLOWED_ORIGINS: 'https://app.example', SIDECAR_SECRET: 's' });
    const headers = { Origin: 'https://app.example' };
    const preflight = await app.send('/v1/decode', { method: 'OPTIONS', headers });
    expect([preflight.status, preflight.headers.get('Access-Control-Allow-Methods')]).toEqual([204, 'POST, OPTIONS']);
    const refused = await app.send('/metrics', { headers });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('https://app.example');
    const other = await app.send('/health', { headers: { Origin: 'https://evil.example' } });
    expect(other.headers.has('Access-Control-Allow-Origin')).toBe(false);
  });
});

describe('the secret of the sidecar', () => {
  const with_ = (key: string) => ({ headers: { Authorization: `Bearer ${key}` } });

  it.each(['/health', '/ready'])('is not needed for %s', async (path) => {
    const response = await testApp({ SIDECAR_SECRET: 's3cret' }).send(path);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('s3cret');
  });

  it.each([
    ['GET', '/metrics'],
    ['POST', '/api/tts/stream'],
    ['POST', '/v1/decode'],
  ])('guards %s %s', async (method, path) => {
    const app = testApp({ SIDECAR_SECRET: 's3cret' });
    for (const init of [{}, with_('wrong')]) {
      const response = await app.send(path, { method, ...init });
      expect(response.status).toBe(401);
      expect(response.headers.get('WWW-Authenticate')).toContain('Bearer');
      expect(await response.text()).not.toContain('s3cret');
    }
    expect((await app.send(path, { method, ...with_('s3cret') })).status).not.toBe(401);
    expect(app.started).toEqual([]);
  });

  it('may stand beside the keys of clients, each of which is taken', async () => {
    const app = testApp({ SIDECAR_SECRET: 's3cret', API_KEYS: 'a,b' });
    const statuses = ['s3cret', 'a', 'b', 'c'].map(async (key) => (await app.send('/metrics', with_(key))).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 401]);
  });

  it('is not needed when there is none', async () => {
    expect((await testApp().send('/metrics')).status).toBe(200);
  });
});

describe('a line of the log', () => {
  it('says of decoded tokens what there is to say, and nothing of them', async () => {
    const app = testApp();
    await (await app.decode('?sample_rate=24000', bodyOf(TOKENS))).arrayBuffer();
    await app.idle();
    expect(app.lines).toMatchObject([
      { route: '/v1/decode', outcome: 'done', service: 'echotts', voice: '(tokens)', pieces: 1, audioSeconds: 0.08 },
    ]);
    expect(JSON.stringify(app.lines)).not.toContain('250');
  });
});
