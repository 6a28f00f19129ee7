import { describe, expect, it } from 'vitest';
import { testApp } from './test-app.ts';

const KEYS = { API_KEYS: 'alpha, beta' };
const withKey = (authorization?: string) => ({
  headers: authorization === undefined ? {} : { Authorization: authorization },
});

describe('API keys', () => {
  it.each(['Bearer alpha', 'Bearer beta', 'bearer  beta '])('let "%s" in', async (authorization) => {
    const app = testApp(KEYS);
    expect((await app.speak({ text: 'Hello' }, withKey(authorization))).status).toBe(200);
    expect((await app.speak({ text: 'Hello' }, withKey(authorization))).status).toBe(200);
  });

  it.each([
    { authorization: undefined, says: /needed.*Bearer <key>/ },
    { authorization: 'Bearer', says: /empty/ },
    { authorization: 'Bearer  ', says: /empty/ },
    { authorization: 'Basic YTpi', says: /no bearer token/ },
    { authorization: 'Bearer gamma', says: /not known/ },
    { authorization: 'Bearer alpha, beta', says: /not known/ },
    { authorization: 'Bearer alph', says: /not known/ },
  ])('turn "$authorization" away', async ({ authorization, says }) => {
    const app = testApp(KEYS);
    const response = await app.speak({ text: 'Hello' }, withKey(authorization));
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toMatch(/^Bearer realm="voxlane"/);
    expect(await response.json()).toMatchObject({ code: 'unauthorized', error: expect.stringMatching(says) });
    expect(app.started).toEqual([]);
  });

  it('are not asked for when none are set', async () => {
    expect((await testApp().speak({ text: 'Hello' }, withKey('Bearer '))).status).toBe(200);
  });

  it('are not asked for by /health and /ready', async () => {
    const app = testApp(KEYS);
    expect((await app.send('/health')).status).toBe(200);
    expect((await app.send('/ready')).status).toBe(200);
  });
});

describe('the rate limit', () => {
  it('answers 429 with Retry-After once the limiter says so', async () => {
    const app = testApp({}, { rateLimit: async () => false });
    const response = await app.speak({ text: 'Hello' });
    expect(response.status).toBe(429);
    expect(response.headers.get('Retry-After')).toBe('10');
    expect(await response.json()).toMatchObject({ code: 'rate_limited' });
    expect(app.started).toEqual([]);
  });

  it('counts by key where keys are needed, without knowing the key, else by address', async () => {
    const counted: string[] = [];
    const deps = {
      addressOf: () => '203.0.113.9',
      rateLimit: async (key: string) => {
        counted.push(key);
        return true;
      },
    };
    await testApp({}, deps).speak({ text: 'Hello' });
    await testApp(KEYS, deps).speak({ text: 'Hello' }, withKey('Bearer alpha'));
    // The second is the SHA-256 of "alpha".
    expect(counted).toEqual(['203.0.113.9', '8ed3f6ad685b959ead7022518e1af76cd816f8e8ec7ccdda1ed4018e8f2223f8']);
  });

  it('leaves /health alone', async () => {
    expect((await testApp({}, { rateLimit: async () => false }).send('/health')).status).toBe(200);
  });
});
