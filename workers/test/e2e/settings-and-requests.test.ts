import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, ask, type Call, dial, jsonOf, listen } from './harness/listener.ts';
import { RUNPOD_KEY, type System, startSystem } from './harness/system.ts';

const SPEAK: Call = { json: { text: 'Hello.' } };

describe('settings of the built edge', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.close());

  it('that are wrong are named on every route but /health', async () => {
    const { url } = await system.edgeWith({ TIMEOUT_MS: 'soon', DEFAULT_SERVICE: 'nobody', API_KEYS: ',' });
    for (const call of [SPEAK, { method: 'GET', path: '/ready' }, { method: 'GET', path: '/anything' }]) {
      const answer = await ask(url, call);
      expect(answer.status).toBe(503);
      const body = await jsonOf(answer);
      expect(body).toMatchObject({ code: 'not_configured', tier: 'middleware' });
      expect(body.error).toMatch(
        /API_KEYS must be .*TIMEOUT_MS must be a whole number.*DEFAULT_SERVICE must be one of/,
      );
      expect(JSON.stringify(body)).not.toContain(RUNPOD_KEY);
    }
    expect((await ask(url, { method: 'GET', path: '/health' })).status).toBe(200);
  });

  it('switch streaming off with just the documented answer', async () => {
    const { url } = await system.edgeWith({ ENABLE_STREAMING: 'false' });
    const answer = await ask(url, SPEAK);
    expect(answer.status).toBe(503);
    expect(await jsonOf(answer)).toEqual({
      error: 'Streaming is disabled',
      message: 'Set ENABLE_STREAMING=true to enable',
    });
  });

  it('let a service without an endpoint say so', async () => {
    const { url } = await system.edgeWith({ VIBEVOICE_ENDPOINT: '' });
    const answer = await ask(url, SPEAK);
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([503, 'not_configured']);
  });

  it('can ask for keys of clients', async () => {
    const { url } = await system.edgeWith({ API_KEYS: 'key-one,key-two' });
    const refused = await ask(url, SPEAK);
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="voxlane"']);
    const wrong = await ask(url, { ...SPEAK, headers: { authorization: 'Bearer key-three' } });
    expect(wrong.status).toBe(401);
    const heard = await listen(url, SPEAK.json, { authorization: 'Bearer key-two' });
    expect([heard.status, heard.broken]).toEqual([200, false]);
    expect((await ask(url, { method: 'GET', path: '/health' })).status).toBe(200);
  });
});

describe('readiness of the built edge', () => {
  it('follows the upstream: ready with workers, not ready when nobody answers', async () => {
    const system = await startSystem();
    try {
      const up = await ask(system.url, { method: 'GET', path: '/ready' });
      expect(up.status).toBe(200);
      expect(await jsonOf(up)).toMatchObject({
        status: 'ready',
        services: {
          vibevoice: { configured: true, reachable: true, workers: expect.any(Object) },
          qwen: { configured: false },
        },
      });
      const another = await system.edgeWith({});
      await system.running.close();
      const down = await ask(another.url, { method: 'GET', path: '/ready' });
      expect(down.status).toBe(503);
      expect(await jsonOf(down)).toMatchObject({ status: 'not_ready', code: 'upstream_unreachable' });
      expect((await ask(another.url, { method: 'GET', path: '/health' })).status).toBe(200);
      const speak = await ask(another.url, SPEAK);
      expect([speak.status, (await jsonOf(speak)).tier]).toEqual([502, 'middleware']);
    } finally {
      await system.close();
    }
  });

  it('is refused to an edge whose key is wrong', async () => {
    const system = await startSystem({ settings: { RUNPOD_API_KEY: 'not-the-key' } });
    try {
      expect((await ask(system.url, { method: 'GET', path: '/ready' })).status).toBe(503);
      const answer = await ask(system.url, SPEAK);
      expect([answer.status, (await jsonOf(answer)).code]).toEqual([502, 'upstream_unauthorized']);
    } finally {
      await system.close();
    }
  });
});

describe('requests over real HTTP', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ settings: { ALLOWED_ORIGINS: 'https://app.example' } });
  });
  afterAll(() => system.close());

  const json = { 'content-type': 'application/json' };
  it.each<[string, Call, number, string]>([
    ['a path that is none', { method: 'GET', path: '/nothing/here' }, 404, 'not_found'],
    ['no body', { headers: json }, 400, 'invalid_json'],
    ['no text', { json: {} }, 400, 'invalid_request'],
    ['text of nothing but spaces', { json: { text: '  \n ' } }, 400, 'invalid_request'],
    ['text that is a number', { json: { text: 5 } }, 400, 'invalid_request'],
    ['text that is too long', { json: { text: 'a'.repeat(100_001) } }, 400, 'text_too_long'],
    ['a voice that nobody has', { json: { text: 'Hi', voice: 'nobody' } }, 400, 'unknown_voice'],
    ['a service that is none', { json: { text: 'Hi', service: 'nobody' } }, 400, 'unknown_service'],
    ['an option out of its range', { json: { text: 'Hi', cfg_scale: 99 } }, 400, 'invalid_request'],
    ['a rate that is none', { json: { text: 'Hi', sample_rate: 12_345 } }, 400, 'invalid_request'],
    ['a form', { json: {}, headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    ['a body of 2 MB', { json: { text: 'a'.repeat(2_000_000) } }, 413, 'body_too_large'],
  ])('refuse %s by its own status and code', async (_, call, status, code) => {
    const answer = await ask(system.url, call);
    const body = await jsonOf(answer);
    expect([answer.status, body.code]).toEqual([status, code]);
    expect(body).toMatchObject({ tier: 'middleware', requestId: answer.headers['x-request-id'] });
  });

  it('refuse another method and say which are right', async () => {
    const answer = await ask(system.url, { method: 'PUT', path: '/api/tts/stream' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST, OPTIONS']);
  });

  it('refuse 50 MB before they are sent', async () => {
    const announced = 50_000_000;
    const call = dial(system.url, { headers: { ...json, 'content-length': String(announced) }, held: true });
    call.write('{"text":"');
    const answer = await answerOf(call);
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([413, 'body_too_large']);
    expect(call.socket?.bytesWritten).toBeLessThan(announced / 100);
    call.destroy();
  });

  it.each([
    ['a stream', { json: { text: 'Hello.' } }, 200],
    ['an error', { json: { text: '' } }, 400],
    ['the readiness', { method: 'GET', path: '/ready' }, 200],
  ])('let a page of an allowed origin read %s, and no other page', async (_, call, status) => {
    const allowed = await ask(system.url, { ...call, headers: { origin: 'https://app.example' } });
    expect(allowed.status).toBe(status);
    expect(allowed.headers['access-control-allow-origin']).toBe('https://app.example');
    expect(allowed.headers['access-control-expose-headers']).toContain('X-Request-Id');
    const other = await ask(system.url, { ...call, headers: { origin: 'https://evil.example' } });
    expect(other.headers).not.toHaveProperty('access-control-allow-origin');
    expect(other.headers.vary).toContain('Origin');
    await Promise.all([allowed.hear(), other.hear()]);
  });

  it('let a page ask before it posts', async () => {
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'POST' };
    const answer = await ask(system.url, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': expect.stringContaining('Content-Type'),
    });
  });
});
