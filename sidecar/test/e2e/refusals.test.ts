import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../workers/test/e2e/harness/jobs.ts';
import { ask, type Call, jsonOf, listen } from '../../../workers/test/e2e/harness/listener.ts';
import { DIRECT, type Lane, startLane } from './harness/lane.ts';
import { lineOf } from './harness/line-of.ts';

/** Short enough that a test need not send a book. */
const LONGEST = '200';

describe('a request that is refused', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await startLane({ sidecar: { MAX_TEXT_CHARACTERS: LONGEST } });
  });
  afterAll(() => lane.close());

  const atSidecar = (call: Call) => ask(lane.sidecar.url, { ...call, headers: { ...DIRECT, ...call.headers } });

  it.each<[string, object, { code: string; details?: unknown }]>([
    [
      'an unknown voice',
      { text: 'Hi', voice: 'nobody' },
      { code: 'unknown_voice', details: [{ path: 'voice', allowed: expect.arrayContaining(['slt', 'rms', 'awb']) }] },
    ],
    ['an option out of its range', { text: 'Hi', seed: -1 }, { code: 'invalid_request', details: [{ path: 'seed' }] }],
    ['too much text', { text: 'a'.repeat(201) }, { code: 'text_too_long' }],
  ])('for %s has the very same answer from both, and one id in both logs', async (what, fields, expected) => {
    const id = what.replaceAll(' ', '-');
    const call = { json: { service: 'echotts', ...fields }, headers: { 'x-request-id': id } };
    const [edge, sidecar] = await Promise.all([ask(lane.url, call), atSidecar(call)]);
    const [body, own] = await Promise.all([jsonOf(edge), jsonOf(sidecar)]);
    expect(own).toMatchObject({ ...expected, requestId: id, tier: 'middleware' });
    expect([edge.status, body]).toEqual([400, own]);
    expect([sidecar.status, edge.headers['content-type']]).toEqual([400, 'application/json']);
    expect(edge.headers['x-request-id']).toBe(id);
    await eventually('all is logged', () => lineOf(lane.edge.logged, id) !== undefined);
    expect(lineOf(lane.edge.logged, id)).toMatchObject({ outcome: 'refused', status: 400, code: expected.code });
    const behind = lane.sidecar.logged.filter((line) => line.includes(`"requestId":"${id}"`));
    expect(behind.length, 'one asked by the edge, one by us').toBe(2);
  });

  it.each(['vibevoice', 'chatterbox', 'qwen'])(
    'by the sidecar, which does not speak %s, says who speaks',
    async (service) => {
      const answer = await atSidecar({ json: { text: 'Hi', service } });
      expect(answer.status).toBe(400);
      const body = await jsonOf(answer);
      expect(body).toMatchObject({ tier: 'middleware', code: 'unknown_service' });
      expect(JSON.stringify(body)).toContain('echotts');
    },
  );

  it('by the sidecar because of the subdomain is not played by somebody else', async () => {
    const answer = await atSidecar({ json: { text: 'Hi' }, headers: { host: 'chatterbox.example.com' } });
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([400, 'unknown_service']);
  });

  const json = { 'content-type': 'application/json' };
  it.each<[string, Call, number, string]>([
    ['a path that is none', { method: 'GET', path: '/nothing/here' }, 404, 'not_found'],
    ['another method', { method: 'PUT' }, 405, 'method_not_allowed'],
    ['no body', { headers: json }, 400, 'invalid_json'],
    ['no text', { json: {} }, 400, 'invalid_request'],
    ['a form', { json: {}, headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    ['a body of 2 MB', { json: { text: 'a'.repeat(2_000_000) } }, 413, 'body_too_large'],
  ])('by the sidecar for %s has its own status and code', async (_, call, status, code) => {
    const answer = await atSidecar(call);
    const body = await jsonOf(answer);
    expect([answer.status, body.code]).toEqual([status, code]);
    expect(body).toMatchObject({ tier: 'middleware', requestId: answer.headers['x-request-id'] });
  });

  it('by a sidecar that is switched off is an error at the edge, and has the documented answer at the sidecar', async () => {
    const off = await lane.sidecarWith({ ENABLE_STREAMING: 'false' });
    const edge = await lane.edgeWith({ SIDECAR_URL: off.url });
    const own = await ask(off.url, { json: { text: 'Hi' }, headers: DIRECT });
    expect([own.status, await jsonOf(own)]).toEqual([
      503,
      { error: 'Streaming is disabled', message: 'Set ENABLE_STREAMING=true to enable' },
    ]);
    const heard = await listen(edge.url, { text: 'Hi', service: 'echotts' });
    expect([heard.status, JSON.parse(heard.bytes.toString())]).toMatchObject([503, { code: 'not_configured' }]);
  });

  it('by an edge that is switched off never reaches the sidecar', async () => {
    const edge = await lane.edgeWith({ ENABLE_STREAMING: 'false' });
    const before = lane.sidecar.logged.length;
    const heard = await listen(edge.url, { text: 'Hi', service: 'echotts' });
    expect([heard.status, JSON.parse(heard.bytes.toString()).error]).toEqual([503, 'Streaming is disabled']);
    expect(lane.sidecar.logged.length).toBe(before);
  });

  it('by an edge without a sidecar says which setting is missing', async () => {
    const edge = await lane.edgeWith({ SIDECAR_URL: '' });
    const heard = await listen(edge.url, { text: 'Hi', service: 'echotts' });
    const body = JSON.parse(heard.bytes.toString());
    expect([heard.status, body.code]).toEqual([503, 'not_configured']);
    expect(body.error).toContain('SIDECAR_URL');
  });
});
