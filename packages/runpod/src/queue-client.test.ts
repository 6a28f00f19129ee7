import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { HTML, problemOf, setUp } from '../test/queue-setting.ts';
import { hanging, json, type Turn } from '../test/scripted-fetch.ts';

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
