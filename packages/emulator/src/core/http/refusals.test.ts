import { describe, expect, it } from 'vitest';
import { room } from '../../../test/room.ts';

const RUN = '/v2/vibevoice/run';

describe('a call that is refused', () => {
  it.each([
    ['an unknown endpoint', 'POST', '/v2/nobody/run', { input: { text: 'x' } }, 404],
    ['an unknown job', 'GET', '/v2/vibevoice/status/nobody', undefined, 404],
    ['an unknown operation', 'GET', '/v2/vibevoice/sing', undefined, 404],
    ['an unknown operation on a job', 'GET', '/v2/vibevoice/toString/x', undefined, 404],
    ['a path that goes on', 'GET', '/v2/vibevoice/status/x/y', undefined, 404],
    ['an unknown place', 'GET', '/nowhere', undefined, 404],
    ['a GET where something changes', 'GET', '/v2/vibevoice/run', undefined, 405],
    ['a queue call on a load balancer', 'POST', '/v2/vibevoice-lb/run', { input: { text: 'x' } }, 400],
    ['a body that is no JSON', 'POST', RUN, '{"input":', 400],
    ['an empty body', 'POST', RUN, '', 400],
    ['a body that is an array', 'POST', RUN, [], 400],
    ['no input', 'POST', RUN, {}, 400],
    ['an input that is text', 'POST', RUN, { input: 'say it' }, 400],
    ['faults that do not exist', 'POST', RUN, { input: { text: 'x', emulate: { sing: true } } }, 400],
  ])('%s gets its status and an error in JSON', async (_, method, path, body, status) => {
    const reply = await room().call(method, path, body);
    expect(reply.status).toBe(status);
    expect(reply.body.error).toEqual(expect.any(String));
  });

  it('hears that a load balancer has no queue', async () => {
    const reply = await room().call('POST', '/v2/vibevoice-lb/run', { input: { text: 'x' } });
    expect(reply.body).toEqual({ error: 'not allowed for QB API' });
  });

  it.each([
    ['run', 10],
    ['runsync', 20],
  ])('hears the limit of /%s, %i MiB', async (op, mebibytes) => {
    const text = 'x'.repeat(mebibytes * 1_048_576);
    const reply = await room().call('POST', `/v2/vibevoice/${op}`, { input: { text } });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain(`exceeded max body size of ${mebibytes}MiB`);
  });
});

describe('keys', () => {
  const keyed = () => room({ apiKeys: ['first', 'second'] });
  const header = (authorization: string) => ({ headers: { authorization } });

  it.each(['Bearer first', 'bearer second', 'first'])('let "%s" in', async (value) => {
    expect((await keyed().call('GET', '/v2/vibevoice/health', undefined, header(value))).status).toBe(200);
  });

  it.each(['/v2/vibevoice/health', '/lb/vibevoice-lb/ping', '/v2/nobody/health'])(
    'are asked for at %s',
    async (path) => {
      const none = await keyed().call('GET', path);
      expect(none.status).toBe(401);
      expect(none.headers.get('content-type')).toBe('application/problem+json');
      expect(none.body).toEqual({ status: 401, title: 'Unauthorized', detail: 'no token provided' });
      const wrong = await keyed().call('GET', path, undefined, header('Bearer third'));
      expect(wrong.body.detail).toBe('invalid api key');
    },
  );
});

describe('rates', () => {
  it('are not limited out of the box', async () => {
    const { call } = room();
    for (let i = 0; i < 12; i++) expect((await call('GET', '/v2/vibevoice/requests')).status).toBe(200);
  });

  it('are limited in a sliding window when asked for', async () => {
    const { call, clock } = room({ endpoints: { vibevoice: { rateLimits: true } } });
    const purge = () => call('POST', '/v2/vibevoice/purge-queue');
    expect((await purge()).status).toBe(200);
    await clock.advance(4_000);
    expect((await purge()).status).toBe(200);
    const refused = await purge();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('6');
    await clock.advance(6_000);
    expect((await purge()).status).toBe(200);
    expect((await purge()).status).toBe(429);
  });
});
