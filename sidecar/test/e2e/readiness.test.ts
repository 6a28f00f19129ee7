import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, jsonOf } from '../../../workers/test/e2e/harness/listener.ts';
import { type Lane, startLane } from './harness/lane.ts';

describe('readiness across the sidecar', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await startLane();
  });
  afterAll(() => lane.close());

  /** Status and body of `/ready`. What was seen is kept for two seconds, so each look is at a fresh edge or sidecar. */
  async function look(url: string): Promise<[number, Record<string, unknown>]> {
    const answer = await ask(url, { method: 'GET', path: '/ready' });
    return [answer.status, await jsonOf(answer)];
  }

  it('tells of the model, of the streams and of the endpoint', async () => {
    const [status, body] = await look(lane.sidecar.url);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ready',
      tier: 'middleware-sidecar',
      services: { echotts: { configured: true, reachable: true, workers: expect.any(Object) } },
      model: { name: 'nano', loaded: true, tokenRate: 25, precision: 'fp32', realTimeFactor: expect.any(Number) },
      streams: { active: 0, waiting: 0 },
    });
  });

  it('names echotts at the edge, with the workers behind the sidecar', async () => {
    const [status, body] = await look(lane.url);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ready',
      tier: 'middleware-cloudflare',
      services: { echotts: { configured: true, reachable: true, workers: expect.any(Object) } },
    });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['has no endpoint', { ECHOTTS_STREAMING_ENDPOINT: '' }, /ECHOTTS_STREAMING_ENDPOINT/],
    ['has an endpoint that nobody knows', { ECHOTTS_STREAMING_ENDPOINT: 'nobody' }, /cannot be reached/],
    ['has a key that is refused', { RUNPOD_API_KEY: 'wrong' }, /cannot be reached/],
  ])('follows a sidecar that %s', async (_, settings, says) => {
    const endpoint = settings.ECHOTTS_STREAMING_ENDPOINT === 'nobody' && `${lane.running.url}/v2/nobody`;
    const lame = await lane.sidecarWith({ ...settings, ...(endpoint && { ECHOTTS_STREAMING_ENDPOINT: endpoint }) });
    const [own, ownBody] = await look(lame.url);
    expect([own, ownBody.status, ownBody.model]).toMatchObject([503, 'not_ready', { loaded: true }]);
    expect(ownBody.error).toMatch(says);
    const edge = await lane.edgeWith({ SIDECAR_URL: lame.url });
    const [status, body] = await look(edge.url);
    expect(status).toBe(503);
    expect(body).toMatchObject({
      status: 'not_ready',
      code: 'upstream_unreachable',
      error: expect.stringContaining('echotts'),
      services: { echotts: { configured: true, reachable: false, message: expect.stringMatching(says) } },
    });
  });

  it('follows a sidecar that is gone, while the edge itself stays healthy', async () => {
    const gone = await lane.sidecarWith({});
    const edge = await lane.edgeWith({ SIDECAR_URL: gone.url });
    await gone.close();
    const [status, body] = await look(edge.url);
    expect(status).toBe(503);
    expect(body).toMatchObject({
      services: { echotts: { reachable: false }, vibevoice: { reachable: true } },
    });
    expect(JSON.stringify(body)).not.toContain(new URL(gone.url).port);
    expect((await ask(edge.url, { method: 'GET', path: '/health' })).status).toBe(200);
  });

  it('does not count echotts where there is no sidecar', async () => {
    const edge = await lane.edgeWith({ SIDECAR_URL: '' });
    const [status, body] = await look(edge.url);
    expect([status, body.services]).toMatchObject([200, { echotts: { configured: false } }]);
  });
});
