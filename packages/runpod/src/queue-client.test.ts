import { createVirtualClock } from '@voxlane/emulator';
import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { hanging, json, scriptedFetch, type Turn } from '../test/scripted-fetch.ts';
import { QueueClient } from './queue-client.ts';

const POLICY = { executionTimeout: 300_000, ttl: 480_000 };
const HTML = '<!DOCTYPE html><title>502 Bad Gateway</title>';

function setUp(turns: Turn[]) {
  const clock = createVirtualClock();
  const { fetch, calls } = scriptedFetch(turns);
  const base = 'https://api.runpod.ai/v2/abc';
  const client = new QueueClient({ base, apiKey: 'key', fetch, clock, random: () => 0.5, connectMs: 10_000 });
  return { client, clock, calls, signal: new AbortController().signal };
}

/** The Problem that a call ends with. */
async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Problem) return error;
  throw new Error(`expected a Problem, not ${String(error)}`);
}

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

describe('stream', () => {
  const none = { isNew: true, onLost: () => undefined };

  it('asks for the hold it was told and unwraps nothing itself', async () => {
    const { client, calls, signal } = setUp([json({ status: 'IN_PROGRESS', stream: [{ output: 1 }] })]);
    expect(await client.stream('job-1', 5_000, signal, none)).toMatchObject({
      status: 'running',
      stream: [{ output: 1 }],
    });
    expect(calls[0]?.url).toBe('https://api.runpod.ai/v2/abc/stream/job-1?wait=5000');
  });

  it('waits out the time in which a new job is not visible yet', async () => {
    const missing = () => json({}, 404);
    const { client, clock, calls, signal } = setUp([
      missing(),
      missing(),
      missing(),
      json({ status: 'IN_QUEUE', stream: [] }),
    ]);
    expect(await clock.run(client.stream('job-1', 5_000, signal, none))).toMatchObject({ status: 'queued' });
    expect(calls).toHaveLength(4);
  });

  it('gives a job up that stays invisible for ten seconds', async () => {
    const { client, clock, signal } = setUp(Array.from({ length: 60 }, () => json({}, 404)));
    const problem = await clock.run(problemOf(client.stream('job-1', 5_000, signal, none)));
    expect(problem.code).toBe('upstream_not_found');
    expect(clock.now()).toBeGreaterThanOrEqual(10_000);
    expect(clock.now()).toBeLessThan(15_000);
  });

  it('gives a job up at once that was there and is no more', async () => {
    const { client, calls, signal } = setUp([json({}, 404)]);
    const problem = await problemOf(client.stream('job-1', 5_000, signal, { ...none, isNew: false }));
    expect([problem.code, calls.length]).toEqual(['upstream_not_found', 1]);
  });

  it.each([429, 500, 502, 503, 504, 520, 522, 524])('asks again after a %i, which took no chunks', async (status) => {
    let lost = 0;
    const { client, clock, signal } = setUp([new Response(HTML, { status }), json({ status: 'RUNNING', stream: [] })]);
    const reply = client.stream('job-1', 5_000, signal, {
      isNew: false,
      onLost: () => {
        lost += 1;
      },
    });
    expect(await clock.run(reply)).toMatchObject({ status: 'running' });
    expect(lost).toBe(0);
  });

  it.each<[string, Turn]>([
    ['a broken connection', new TypeError('reset')],
    ['a broken body', new Response('{"status":"IN_PROGR')],
    ['no answer', hanging],
  ])('asks again after %s, and says that chunks may be lost', async (_, turn) => {
    let lost = 0;
    const { client, clock, signal } = setUp([turn, json({ status: 'RUNNING', stream: [] })]);
    const reply = client.stream('job-1', 5_000, signal, {
      isNew: false,
      onLost: () => {
        lost += 1;
      },
    });
    expect(await clock.run(reply)).toMatchObject({ status: 'running' });
    expect(lost).toBe(1);
  });

  it('gives up after five tries', async () => {
    const { client, clock, calls, signal } = setUp(
      Array.from({ length: 9 }, () => new Response(HTML, { status: 502 })),
    );
    const problem = await clock.run(problemOf(client.stream('job-1', 5_000, signal, none)));
    expect(problem).toMatchObject({ code: 'upstream_unreachable', status: 502 });
    expect(problem.message).toContain('502');
    expect(calls).toHaveLength(5);
  });

  it('does not ask again after a 400', async () => {
    const { client, calls, signal } = setUp([json({ error: 'wait is invalid; must be between 1000 and 300000' }, 400)]);
    expect(await problemOf(client.stream('job-1', 5_000, signal, none))).toMatchObject({ code: 'upstream_refused' });
    expect(calls).toHaveLength(1);
  });

  it('takes no reply without end into memory', async () => {
    const endless = new ReadableStream<Uint8Array>({ pull: (c) => c.enqueue(new Uint8Array(1024 * 1024).fill(32)) });
    const { client, clock, calls, signal } = setUp([new Response(endless)]);
    const problem = await clock.run(problemOf(client.stream('job-1', 5_000, signal, none)));
    expect(problem).toMatchObject({ code: 'upstream_bad_reply' });
    expect(calls).toHaveLength(1);
  });

  it('stops at once when its signal fires, with the signal’s reason', async () => {
    const { client } = setUp([hanging]);
    const left = new AbortController();
    const reply = client.stream('job-1', 5_000, left.signal, none);
    left.abort(new Problem('client_closed', 'gone'));
    expect(await problemOf(reply)).toMatchObject({ code: 'client_closed' });
  });
});

describe('cancel', () => {
  it('posts once', async () => {
    const { client, calls, signal } = setUp([json({ id: 'job-1', status: 'CANCELLED' })]);
    await client.cancel('job-1', signal);
    expect(calls).toEqual([
      expect.objectContaining({ method: 'POST', url: 'https://api.runpod.ai/v2/abc/cancel/job-1' }),
    ]);
  });

  it.each<[string, Turn]>([
    ['a 429', json({}, 429)],
    ['a 503', json({}, 503)],
    ['a job not visible yet', json({}, 404)],
    ['a broken connection', new TypeError('reset')],
  ])('tries again after %s, since what it does not stop is billed', async (_, turn) => {
    const { client, clock, calls, signal } = setUp([turn, json({ status: 'CANCELLED' })]);
    await clock.run(client.cancel('job-1', signal));
    expect(calls).toHaveLength(2);
  });

  it('gives up after four tries', async () => {
    const { client, clock, calls, signal } = setUp(Array.from({ length: 9 }, () => json({}, 503)));
    expect(await clock.run(problemOf(client.cancel('job-1', signal)))).toMatchObject({ code: 'upstream_unreachable' });
    expect(calls).toHaveLength(4);
  });
});

describe('health', () => {
  it('reads the counts', async () => {
    const { client, signal } = setUp([json({ workers: { ready: 1 }, jobs: { inQueue: 4 } })]);
    expect(await client.health(1_000, signal)).toMatchObject({ workers: { ready: 1 }, jobs: { inQueue: 4 } });
  });

  it('is bounded in time', async () => {
    const { client, clock, signal } = setUp([hanging]);
    expect(await clock.run(problemOf(client.health(1_000, signal)))).toMatchObject({ code: 'connect_timeout' });
    expect(clock.now()).toBe(1_000);
  });
});
