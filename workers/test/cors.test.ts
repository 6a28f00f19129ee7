import { describe, expect, it } from 'vitest';
import { testApp } from './test-app.ts';

const PAGE = 'https://app.example';
const from = (origin: string) => ({ headers: { Origin: origin } });

describe('CORS', () => {
  it('answers a preflight for every page by default', async () => {
    const headers = { Origin: PAGE, 'Access-Control-Request-Method': 'POST' };
    const response = await testApp().send('/api/tts/stream', { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': 'Authorization, Content-Type, X-Request-Id, *',
      'access-control-max-age': '7200',
      allow: 'POST, OPTIONS',
    });
  });

  it('needs no key for a preflight, which browsers send without one', async () => {
    const response = await testApp({ API_KEYS: 'alpha' }).send('/api/tts/stream', { method: 'OPTIONS' });
    expect(response.status).toBe(204);
  });

  it('answers OPTIONS everywhere', async () => {
    expect((await testApp().send('/nowhere', { method: 'OPTIONS' })).status).toBe(204);
  });

  it.each([
    { what: 'a stream', path: '/api/tts/stream', method: 'POST', body: { text: 'Hello' } },
    { what: 'an error', path: '/api/tts/stream', method: 'POST', body: {} },
    { what: 'a 404', path: '/nowhere', method: 'POST', body: {} },
    { what: 'a 405', path: '/health', method: 'POST', body: {} },
  ])('lets a page read $what with the headers that matter', async ({ path, method, body }) => {
    const init = { method, body: JSON.stringify(body), headers: { Origin: PAGE, 'Content-Type': 'application/json' } };
    const { headers } = await testApp({ ALLOWED_ORIGINS: PAGE }).send(path, init);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(PAGE);
    expect(headers.get('Vary')).toBe('Origin');
    for (const name of ['X-Request-Id', 'X-Sample-Rate', 'X-Channels', 'Server-Timing', 'Retry-After']) {
      expect(headers.get('Access-Control-Expose-Headers')?.split(', ')).toContain(name);
    }
  });

  it.each(['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null'])(
    'gives %s nothing when it is not listed',
    async (origin) => {
      const { headers } = await testApp({ ALLOWED_ORIGINS: `${PAGE},https://b.example` }).send('/health', from(origin));
      expect(headers.has('Access-Control-Allow-Origin')).toBe(false);
      expect(headers.get('Vary')).toBe('Origin');
    },
  );
});

describe('the id of a request', () => {
  it.each(['call-7', 'a.b_c-D9', 'x'.repeat(128)])('is the client\'s "%s"', async (id) => {
    const response = await testApp().send('/health', { headers: { 'X-Request-Id': id } });
    expect(response.headers.get('X-Request-Id')).toBe(id);
  });

  it.each(['', 'two words', 'x'.repeat(129), '{"a":1}'])('is a new one instead of "%s"', async (id) => {
    const response = await testApp().send('/health', { headers: { 'X-Request-Id': id } });
    expect(response.headers.get('X-Request-Id')).toBe('made-id');
  });
});
