import { describe, expect, it } from 'vitest';
import { room, TEXT } from '../../../test/room.ts';

const path = (op: string, id: string) => `/v2/vibevoice/${op}/${id}`;

describe('/cancel', () => {
  it('takes a queued job out of the queue', async () => {
    const { emulator, run, call, clock } = room();
    const id = await run({ text: 'x' }, { queueMs: 1_000 });
    expect((await call('POST', path('cancel', id))).body).toEqual({ id, status: 'CANCELLED' });
    await clock.advance(60_000);
    expect(emulator.jobs()[0]).toMatchObject({ status: 'CANCELLED', chunks: { made: 0 } });
    expect(emulator.jobs()[0]?.history.map((step) => step.status)).toEqual(['IN_QUEUE', 'CANCELLED']);
  });

  it('stops the handler of a running job at once and keeps what was made', async () => {
    const { emulator, run, call, clock } = room();
    const id = await run({ text: TEXT, stream: true });
    await clock.advance(760);
    await call('POST', path('cancel', id));
    const { body } = await call('GET', path('stream', id));
    expect(body).toMatchObject({ status: 'CANCELLED' });
    expect(body.stream).toHaveLength(2);
    expect(emulator.jobs()[0]).toMatchObject({
      cancelReceivedAt: 760,
      handlerStoppedAt: 760,
      chunks: { made: 2, taken: 2 },
    });
  });

  it('may be called again, and leaves a complete job complete', async () => {
    const { run, call, say } = room();
    const cancelled = await run({ text: 'x' }, { stayQueued: true });
    await call('POST', path('cancel', cancelled));
    expect((await call('POST', path('cancel', cancelled))).body.status).toBe('CANCELLED');
    const { id } = await say();
    expect(await call('POST', path('cancel', id))).toMatchObject({ status: 200, body: { id, status: 'COMPLETED' } });
  });

  it('gives the worker back for the next job', async () => {
    const { run, call, clock, drain } = room({ endpoints: { vibevoice: { workers: 1 } } });
    const id = await run({ text: TEXT, stream: true }, { stall: { afterChunks: 1, ms: 86_400_000 } });
    await clock.advance(1_000);
    await call('POST', path('cancel', id));
    expect((await drain(await run({ text: 'next', stream: true }))).status).toBe('COMPLETED');
  });
});

describe('/retry', () => {
  it('runs a failed job again under its id, without its earlier output', async () => {
    const { say, call, drain, emulator } = room();
    const { id } = await say({ end: { status: 'FAILED', afterChunks: 2 } });
    expect((await call('POST', path('retry', id))).body).toEqual({ id, status: 'IN_QUEUE' });
    const { items, status } = await drain(id);
    expect(status).toBe('COMPLETED');
    expect(items.at(0)).toMatchObject({ chunk: 1 });
    expect(emulator.jobs()[0]?.retries).toBe(1);
  });

  it('refuses jobs that have not failed', async () => {
    const { say, call } = room();
    const { id } = await say();
    const reply = await call('POST', path('retry', id));
    expect(reply).toMatchObject({ status: 400, body: { error: expect.stringContaining('COMPLETED') } });
  });
});

describe('the life of a job', () => {
  it('times out when its time to live ends in the queue', async () => {
    const { clock, call } = room();
    const policy = { ttl: 10_000 };
    const { body } = await call('POST', '/v2/vibevoice/run', {
      input: { text: 'x', emulate: { stayQueued: true } },
      policy,
    });
    await clock.advance(10_000);
    expect((await call('GET', path('status', String(body.id)))).body.status).toBe('TIMED_OUT');
  });

  it('is deleted when its time to live ends at work', async () => {
    const { clock, call, emulator } = room();
    const emulate = { stall: { afterChunks: 1, ms: 60_000 } };
    const { body } = await call('POST', '/v2/vibevoice/run', {
      input: { text: TEXT, stream: true, emulate },
      policy: { ttl: 10_000 },
    });
    await clock.advance(10_000);
    expect((await call('GET', path('status', String(body.id)))).status).toBe(404);
    expect(emulator.jobs()[0]).toMatchObject({ deleted: true, handlerStoppedAt: 10_000 });
  });

  it('times out when it works too long', async () => {
    const { clock, call } = room();
    const emulate = { stall: { afterChunks: 1, ms: 60_000 } };
    const policy = { executionTimeout: 5_000 };
    const { body } = await call('POST', '/v2/vibevoice/run', { input: { text: TEXT, stream: true, emulate }, policy });
    await clock.advance(5_700);
    const status = await call('GET', path('status', String(body.id)));
    expect(status.body).toMatchObject({ status: 'TIMED_OUT', executionTime: 5_000 });
  });

  it.each([{ ttl: 9_999 }, { ttl: 8 * 86_400_000 }, { executionTimeout: 4_999 }, { ttl: 'soon' }])(
    'is refused with the policy %j',
    async (policy) => {
      const reply = await room().call('POST', '/v2/vibevoice/run', { input: { text: 'x' }, policy });
      expect(reply).toMatchObject({
        status: 400,
        body: { error: expect.stringMatching(/^policy\.\w+ is .* must be/) },
      });
    },
  );

  it('is forgotten 30 minutes after its end, or a minute after /runsync', async () => {
    const { clock, call, say } = room();
    const { id } = await say();
    const sync = String((await call('POST', '/v2/vibevoice/runsync', { input: { text: 'x' } })).body.id);
    await clock.advance(59_000);
    expect((await call('GET', path('status', sync))).status).toBe(200);
    await clock.advance(2_000);
    expect((await call('GET', path('status', sync))).status).toBe(404);
    expect((await call('GET', path('status', id))).status).toBe(200);
    await clock.advance(1_800_000);
    expect((await call('GET', path('stream', id))).status).toBe(404);
  });

  it('is forgotten sooner when /status says so', async () => {
    const { clock, call, say } = room();
    const { id } = await say();
    await call('GET', `${path('status', id)}?ttl=5000`);
    await clock.advance(5_001);
    expect((await call('GET', path('status', id))).status).toBe(404);
  });

  it('hangs without any input until the platform gives it up', async () => {
    const { clock, call } = room();
    const { body } = await call('POST', '/v2/vibevoice/run', { input: {}, policy: { executionTimeout: 5_000 } });
    await clock.advance(6_000);
    const status = await call('GET', path('status', String(body.id)));
    expect(status.body).toMatchObject({ status: 'FAILED', error: 'job timed out after 1 retries', retries: 1 });
  });

  it('hangs with a result that is too large to report', async () => {
    const big = async function* () {
      for (let i = 0; i < 10; i++) yield { audio: 'A'.repeat(1_200_000) };
    };
    const { clock, run, call } = room({ handlers: { big }, endpoints: { big: { handler: 'big' } } });
    const id = await run({ text: 'x' }, undefined, 'big');
    await clock.advance(10_000);
    expect((await call('GET', `/v2/big/status/${id}`)).body.status).toBe('IN_PROGRESS');
    await clock.advance(600_000);
    expect((await call('GET', `/v2/big/status/${id}`)).body).toMatchObject({ status: 'FAILED', retries: 1 });
  });
});

describe('memory', () => {
  it('lets the oldest finished jobs go when there are too many, and no job at work', async () => {
    const nothing = async function* () {};
    const { emulator, clock } = room({
      handlers: { nothing },
      endpoints: { own: { handler: 'nothing', workers: 100 } },
    });
    const submit = (input: Record<string, unknown>) => {
      const init = { method: 'POST', body: JSON.stringify({ input }) };
      return emulator.fetch(new Request('http://emulator.test/v2/own/run', init));
    };
    await submit({ text: 'waits', emulate: { stayQueued: true } });
    await submit({ text: 'first' });
    await clock.advance(1_000);
    for (let i = 0; i < 4_999; i++) await submit({ text: `${i}` });
    const [oldest, next] = emulator.jobs();
    expect(emulator.jobs()).toHaveLength(5_000);
    expect(oldest?.input.text).toBe('waits');
    expect(next?.input.text).toBe('0');
  });
});

describe('an endpoint', () => {
  it('counts its jobs and workers in /health', async () => {
    const { run, say, call, clock } = room();
    await say();
    await run({ text: 'x' }, { stayQueued: true });
    await run({ text: TEXT, stream: true }, { stall: { afterChunks: 0, ms: 60_000 } });
    await clock.advance(10);
    const { body } = await call('GET', '/v2/vibevoice/health');
    expect(body).toEqual({
      jobs: { completed: 1, failed: 0, inProgress: 1, inQueue: 1, retried: 0 },
      workers: { idle: 0, initializing: 0, ready: 0, running: 1, throttled: 0, unhealthy: 0 },
    });
  });

  it('purges its queue and leaves running jobs alone', async () => {
    const { run, call, clock } = room({ endpoints: { vibevoice: { workers: 1 } } });
    const running = await run({ text: TEXT, stream: true });
    await clock.advance(700);
    const queued = [await run({ text: 'a' }), await run({ text: 'b' })];
    expect((await call('POST', '/v2/vibevoice/purge-queue')).body).toEqual({ removed: 2, status: 'completed' });
    expect((await call('GET', path('status', running))).body.status).toBe('IN_PROGRESS');
    for (const id of queued) expect((await call('GET', path('status', id))).body.status).toBe('CANCELLED');
  });

  it('lists its requests', async () => {
    const { run, call } = room();
    const id = await run({ text: 'x' }, { stayQueued: true });
    expect((await call('GET', '/v2/vibevoice/requests')).body).toEqual({ requests: [{ id, status: 'IN_QUEUE' }] });
  });
});
