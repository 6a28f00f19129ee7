import { describe, expect, it } from 'vitest';
import { HTML, POLICY, problemOf, setUp } from '../test/queue-setting.ts';
import { hanging, json, type Turn } from '../test/scripted-fetch.ts';

describe('submit', () => {
  it('posts input and policy with the key and gives the id', async () => {
    const { client, calls, signal } = setUp([json({ id: 'job-1', status: 'IN_QUEUE' })]);
    expect(await client.submit({ text: 'hi' }, POLICY, signal)).toBe('job-1');
    expect(calls[0]).toMatchObject({
      method: 'POST',
      url: 'https://api.runpod.ai/v2/abc/run',
      body: { input: { text: 'hi' }, policy: POLICY },
    });
    expect(calls[0]?.headers.get('authorization')).toBe('Bearer key');
  });

  it('waits as long as a 429 asks and tries again', async () => {
    const { client, clock, calls, signal } = setUp([json({}, 429, { 'retry-after': '2' }), json({ id: 'job-1' })]);
    expect(await clock.run(client.submit({ text: 'hi' }, POLICY, signal))).toBe('job-1');
    expect([calls.length, clock.now()]).toEqual([2, 2_000]);
  });

  it('passes a 429 on when it stays, with its Retry-After', async () => {
    const busy = () => json({ error: 'too many requests' }, 429, { 'retry-after': '3' });
    const { client, clock, calls, signal } = setUp([busy(), busy(), busy()]);
    const problem = await clock.run(problemOf(client.submit({ text: 'hi' }, POLICY, signal)));
    expect(problem).toMatchObject({ code: 'upstream_rate_limited', status: 429, retryAfterSeconds: 3 });
    expect(calls).toHaveLength(3);
  });

  it('passes a long Retry-After on instead of waiting for it', async () => {
    const { client, calls, signal } = setUp([json({}, 429, { 'retry-after': '120' })]);
    expect(await problemOf(client.submit({ text: 'hi' }, POLICY, signal))).toMatchObject({ retryAfterSeconds: 120 });
    expect(calls).toHaveLength(1);
  });

  const never: [string, Turn, string][] = [
    ['a broken connection', new TypeError('fetch failed'), 'upstream_ambiguous'],
    ['a 500', json({ error: 'oops' }, 500), 'upstream_unreachable'],
    ['a 502 with HTML', new Response(HTML, { status: 502 }), 'upstream_unreachable'],
    ['a 524', new Response('', { status: 524 }), 'upstream_unreachable'],
    ['an answer without an id', json({ status: 'IN_QUEUE' }), 'upstream_ambiguous'],
    ['an answer that is no JSON', new Response('hello'), 'upstream_ambiguous'],
    ['no answer in time', hanging, 'connect_timeout'],
  ];

  it.each(never)('is not repeated after %s, since a job may exist', async (_, turn, code) => {
    const { client, clock, calls, signal } = setUp([turn]);
    const problem = await clock.run(problemOf(client.submit({ text: 'hi' }, POLICY, signal)));
    expect(problem).toMatchObject({ code, retryable: false });
    expect(calls).toHaveLength(1);
  });

  it('is repeated when the connection was refused before anything was sent', async () => {
    const refused = new TypeError('fetch failed', {
      cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
    });
    const { client, clock, calls, signal } = setUp([refused, json({ id: 'job-1' })]);
    expect(await clock.run(client.submit({ text: 'hi' }, POLICY, signal))).toBe('job-1');
    expect(calls).toHaveLength(2);
  });

  it.each<[number, unknown, string, RegExp]>([
    [400, { error: 'exceeded max body size of 10MiB' }, 'upstream_refused', /10MiB/],
    [401, { title: 'Unauthorized', detail: 'invalid api key' }, 'upstream_unauthorized', /RUNPOD_API_KEY/],
    [403, {}, 'upstream_unauthorized', /RUNPOD_API_KEY/],
    [404, {}, 'upstream_not_found', /endpoint/],
  ])('explains a %i', async (status, body, code, message) => {
    const { client, signal } = setUp([json(body, status)]);
    const problem = await problemOf(client.submit({ text: 'hi' }, POLICY, signal));
    expect(problem).toMatchObject({ code, status: 502, retryable: false });
    expect(problem.message).toMatch(message);
  });
});
