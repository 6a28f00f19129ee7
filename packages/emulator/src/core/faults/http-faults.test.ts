import { describe, expect, it } from 'vitest';
import { room, TEXT } from '../../../test/room.ts';
import type { HttpFault } from './http-fault.ts';

const withHttp = (...http: HttpFault[]) => ({ input: { text: TEXT, stream: true, emulate: { http } } });
const RUN = '/v2/vibevoice/run';

describe('http: calls that fail on the wire', () => {
  it('answers 429 as often as asked, with a hint, and then works', async () => {
    const { call, emulator } = room();
    const body = withHttp({ op: 'run', status: 429, retryAfter: 7, times: 2 });
    for (let i = 0; i < 2; i++) {
      const reply = await call('POST', RUN, body);
      expect(reply.status).toBe(429);
      expect(reply.headers.get('retry-after')).toBe('7');
    }
    expect((await call('POST', RUN, body)).status).toBe(200);
    expect(emulator.jobs()).toHaveLength(1);
  });

  it('answers 429 without a hint', async () => {
    const reply = await room().call('POST', RUN, withHttp({ status: 429 }));
    expect(reply.status).toBe(429);
    expect(reply.headers.has('retry-after')).toBe(false);
  });

  it.each([
    [400, 'application/json'],
    [401, 'application/problem+json'],
    [404, 'application/json'],
    [500, 'application/json'],
    [502, 'text/html; charset=UTF-8'],
    [503, 'application/json'],
    [504, 'text/html; charset=UTF-8'],
    [520, 'text/html; charset=UTF-8'],
    [522, 'text/html; charset=UTF-8'],
    [524, 'text/html; charset=UTF-8'],
  ])('answers %i as %s', async (status, type) => {
    const reply = await room().call('POST', RUN, withHttp({ status }));
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toBe(type);
  });

  it.each(['stream', 'status', 'cancel', 'status-sync', 'retry'] as const)('hits /%s of its job alone', async (op) => {
    const { call } = room();
    const hit = await call('POST', RUN, withHttp({ op, status: 502 }));
    const method = op === 'cancel' || op === 'retry' ? 'POST' : 'GET';
    const path = `/v2/vibevoice/${op}/${hit.body.id}`;
    expect((await call(method, path)).status).toBe(502);
    expect((await call(method, path)).status).not.toBe(502);
  });

  it('lets some calls work first', async () => {
    const { call } = room();
    const { body } = await call('POST', RUN, withHttp({ op: 'status', status: 500, after: 2, times: 1 }));
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await call('GET', `/v2/vibevoice/status/${body.id}`)).status);
    expect(statuses).toEqual([200, 200, 500, 200]);
  });

  it('pops chunks and then spoils the reply, when asked to: they are lost', async () => {
    const { call, clock } = room();
    const { body } = await call('POST', RUN, withHttp({ op: 'stream', status: 502, when: 'after' }));
    await clock.advance(700);
    expect((await call('GET', `/v2/vibevoice/stream/${body.id}`)).status).toBe(502);
    const next = await call('GET', `/v2/vibevoice/stream/${body.id}`);
    expect(next.body.stream).toMatchObject([{ output: { chunk: 2 } }]);
  });

  it('makes a job and then resets the connection: nobody knows its id', async () => {
    const { call, emulator } = room();
    await expect(call('POST', RUN, withHttp({ reply: 'reset', when: 'after' }))).rejects.toMatchObject({
      name: 'ConnectionReset',
      code: 'ECONNRESET',
    });
    expect(emulator.jobs()).toHaveLength(1);
  });

  it('resets the connection before anything is done', async () => {
    const { call, emulator } = room();
    await expect(call('POST', RUN, withHttp({ reply: 'reset' }))).rejects.toBeInstanceOf(TypeError);
    expect(emulator.jobs()).toHaveLength(0);
  });

  it('never answers, until the client gives up', async () => {
    const { clock, emulator } = room();
    const leave = new AbortController();
    const init = { method: 'POST', body: JSON.stringify(withHttp({ reply: 'hang' })), signal: leave.signal };
    const call = emulator.fetch(new Request(`http://emulator.test${RUN}`, init));
    let settled = false;
    const outcome = expect(call.finally(() => (settled = true))).rejects.toThrow('tired');
    await clock.advance(3_600_000);
    expect(settled).toBe(false);
    leave.abort(new Error('tired'));
    await outcome;
  });

  it('sends a body that is no JSON, or half of it', async () => {
    const none = await room().call('POST', RUN, withHttp({ reply: 'not-json' }));
    expect(none).toMatchObject({ status: 200, text: 'upstream connect error' });
    const half = await room().call('POST', RUN, withHttp({ reply: 'truncated-json' }));
    expect(half.text).toMatch(/^\{"id":/);
    expect(() => JSON.parse(half.text)).toThrow();
  });

  it('sends a body without end, made only as it is read', async () => {
    const { emulator } = room();
    const init = { method: 'POST', body: JSON.stringify(withHttp({ reply: 'huge' })) };
    const response = await emulator.fetch(new Request(`http://emulator.test${RUN}`, init));
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let size = 0;
    while (size < 3_000_000) size += (await reader.read()).value?.length ?? 0;
    await reader.cancel();
    expect(size).toBeGreaterThanOrEqual(3_000_000);
  });

  it('hits /runsync and, by a rule, calls that belong to no job', async () => {
    const { call, emulator } = room();
    const body = { input: { text: 'x', emulate: { http: [{ op: 'runsync', status: 520 }] } } };
    expect((await call('POST', '/v2/vibevoice/runsync', body)).status).toBe(520);
    emulator.addFaults({
      endpoint: 'vibevoice',
      faults: {
        http: [
          { op: 'health', status: 503, times: 2 },
          { op: 'purge-queue', status: 500 },
        ],
      },
    });
    const health = async () => (await call('GET', '/v2/vibevoice/health')).status;
    expect([await health(), await health(), await health()]).toEqual([503, 503, 200]);
    expect((await call('POST', '/v2/vibevoice/purge-queue')).status).toBe(500);
    expect((await call('GET', '/v2/chatterbox/health')).status).toBe(200);
  });

  it('hits audio files', async () => {
    const { say, call, emulator } = room();
    emulator.addFaults({ endpoint: 'vibevoice', faults: { http: [{ op: 'files', status: 503 }] } });
    const { items } = await say({ shape: 'audio-url' });
    const url = new URL(String(items[0]?.audio_url));
    expect((await call('GET', url.pathname)).status).toBe(503);
    expect((await call('GET', url.pathname)).status).toBe(200);
  });
});
