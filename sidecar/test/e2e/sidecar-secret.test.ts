import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type Call, listen } from '../../../workers/test/e2e/harness/listener.ts';
import { type Lane, SIDECAR_SECRET, startLane } from './harness/lane.ts';

const CLIENT_KEY = 'the-key-of-a-client';
const WRONG = 'a-secret-that-is-wrong';

describe('the secret between edge and sidecar', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await startLane({ settings: { API_KEYS: CLIENT_KEY } });
  });
  afterAll(() => lane.close());

  const speak = (url: string) =>
    listen(url, { text: 'Hello.', service: 'echotts' }, { authorization: `Bearer ${CLIENT_KEY}` });

  it.each([
    ['wrong', { authorization: `Bearer ${WRONG}` }],
    ['the key of a client', { authorization: `Bearer ${CLIENT_KEY}` }],
    ['absent', {}],
    ['of another kind', { authorization: `Basic ${SIDECAR_SECRET}` }],
  ])('opens nothing at the sidecar when it is %s', async (_, headers) => {
    const calls: Call[] = [
      { path: '/api/tts/stream', json: { text: 'Hello.' } },
      { path: '/v1/decode', json: { tokens: [1], embedding: [] } },
      { path: '/metrics', method: 'GET' },
    ];
    for (const call of calls) {
      const answer = await ask(lane.sidecar.url, { ...call, headers });
      expect([call.path, answer.status]).toEqual([call.path, 401]);
      expect(answer.headers['www-authenticate']).toContain('Bearer realm="voxlane"');
      await answer.hear();
    }
    for (const path of ['/health', '/ready']) {
      const answer = await ask(lane.sidecar.url, { method: 'GET', path, headers });
      expect([path, answer.status]).toEqual([path, 200]);
      await answer.hear();
    }
  });

  it('is shown by the edge, and the key of the client is not', async () => {
    const heard = await speak(lane.url);
    expect([heard.status, heard.broken]).toEqual([200, false]);
  });

  it.each([
    ['wrong', { SIDECAR_SECRET: WRONG }],
    ['not set', { SIDECAR_SECRET: '' }],
  ])('that is %s at the edge is a matter for the operator, not a 401 of the listener', async (_, settings) => {
    const edge = await lane.edgeWith({ API_KEYS: CLIENT_KEY, ...settings });
    const heard = await speak(edge.url);
    const body = JSON.parse(heard.bytes.toString());
    expect([heard.status, body.code]).toEqual([502, 'upstream_unauthorized']);
    expect(body.error).toContain('SIDECAR_SECRET');
    expect(heard.headers).not.toHaveProperty('www-authenticate');
    expect(heard.bytes.toString() + JSON.stringify(heard.headers) + edge.logged.join('\n')).not.toContain(WRONG);
  });

  it('needs not be at all', async () => {
    const open = await lane.sidecarWith({ SIDECAR_SECRET: '' });
    const edge = await lane.edgeWith({ SIDECAR_URL: open.url, SIDECAR_SECRET: '' });
    expect((await speak(edge.url)).status).toBe(200);
  });
});
