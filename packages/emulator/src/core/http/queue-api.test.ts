import { describe, expect, it } from 'vitest';
import { audioOf, bytesOf, numbersOf } from '../../../test/audio-of.ts';
import { room, TEXT } from '../../../test/room.ts';

describe('a job on a queue endpoint', () => {
  it('waits for a worker to come up, then is in progress, then complete', async () => {
    const { run, drain, emulator } = room();
    const id = await run({ text: TEXT, stream: true });
    expect(id).toMatch(/-u1$/);
    await drain(id);
    expect(emulator.jobs()[0]?.history).toMatchObject([
      { status: 'IN_QUEUE', at: 0 },
      { status: 'IN_PROGRESS', at: 600 },
      { status: 'COMPLETED' },
    ]);
  });

  it('yields numbered 48 kHz audio and then says how many chunks there were', async () => {
    const { items, status } = await room().say();
    const numbers = numbersOf(items);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8].slice(0, numbers.length));
    expect(items.at(-1)).toMatchObject({ status: 'complete', total_chunks: numbers.length });
    expect(audioOf(items)[0]).toMatchObject({ status: 'streaming', format: 'pcm_16', sample_rate: 48_000 });
    const seconds = bytesOf(items).reduce((sum, bytes) => sum + bytes.length, 0) / 2 / 48_000;
    // 22 letters of 60 ms and 5 pauses of 40 ms.
    expect(seconds).toBeCloseTo(1.52, 3);
    expect(status).toBe('COMPLETED');
  });

  it('makes the first chunk sooner and the others at the pace of the GPU', async () => {
    const { clock, run, call } = room();
    const id = await run({ text: TEXT, stream: true });
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      await call('GET', `/v2/vibevoice/stream/${id}`);
      times.push(Math.round(clock.now()));
    }
    // Cold start, then 0.4 times 120, 250 and 250 ms of audio.
    expect(times).toEqual([648, 748, 848]);
  });

  it('finds a warm worker at the second job, and a cold one after the idle time', async () => {
    const { clock, run, drain, call } = room();
    await drain(await run({ text: 'one', stream: true }));
    const warm = await run({ text: 'two', stream: true });
    await drain(warm);
    expect((await call('GET', `/v2/vibevoice/status/${warm}`)).body.delayTime).toBe(0);
    await clock.advance(300_001);
    const cold = await run({ text: 'three', stream: true });
    await drain(cold);
    expect((await call('GET', `/v2/vibevoice/status/${cold}`)).body.delayTime).toBe(600);
  });

  it('leaves jobs in the queue that no worker is free for', async () => {
    const { emulator, run, drain } = room({ endpoints: { vibevoice: { workers: 1 } } });
    const [first, second] = [await run({ text: 'one', stream: true }), await run({ text: 'two', stream: true })];
    await drain(second);
    const [one, two] = emulator.jobs();
    const end = one?.history.find((step) => step.status === 'COMPLETED')?.at;
    expect(two?.history.find((step) => step.status === 'IN_PROGRESS')?.at).toBe(end);
    expect((await drain(first)).status).toBe('COMPLETED');
  });

  it('stays queued for ever on an endpoint without workers', async () => {
    const { call, run, clock } = room({ endpoints: { vibevoice: { workers: 0 } } });
    const id = await run({ text: 'one' });
    await clock.advance(3_600_000);
    expect((await call('GET', `/v2/vibevoice/status/${id}`)).body).toEqual({ id, status: 'IN_QUEUE' });
  });

  it('gives the batch result of a handler that nobody streams, in a list of one', async () => {
    const { call } = room();
    const { body } = await call('POST', '/v2/vibevoice/runsync', { input: { text: TEXT } });
    expect(body).toMatchObject({
      status: 'COMPLETED',
      id: expect.stringMatching(/^sync-/),
      output: [{ status: 'success', format: 'wav', sample_rate: 48_000, audio_base64: expect.any(String) }],
    });
    expect(body.executionTime).toBeGreaterThan(0);
  });

  it('gives no output where the worker does not aggregate', async () => {
    const { call } = room({ endpoints: { vibevoice: { aggregate: false } } });
    expect((await call('POST', '/v2/vibevoice/runsync', { input: { text: TEXT } })).body.output).toEqual([]);
  });

  it('keeps everything for /status where it does, also what was drained', async () => {
    const { say, call } = room();
    const { id, items } = await say();
    expect((await call('GET', `/v2/vibevoice/status/${id}`)).body.output).toEqual(items);
  });

  it('names text and a traceback as the error when a handler raises', async () => {
    const failing = async function* () {
      yield { status: 'streaming' };
      throw new Error('out of memory');
    };
    const { run, drain, call } = room({ handlers: { failing }, endpoints: { own: { handler: 'failing' } } });
    const id = await run({ text: 'x' }, undefined, 'own');
    const drained = await drain(id, 'own');
    expect(drained).toMatchObject({ status: 'FAILED', items: [{ status: 'streaming' }] });
    expect((await call('GET', `/v2/own/status/${id}`)).body.error).toMatch(/^handler: out of memory \ntraceback:/);
  });

  it('takes a yielded error out of the stream and fails', async () => {
    const failing = async function* () {
      yield { n: 1 };
      yield { error: 'too loud', n: 2 };
      yield { n: 3 };
    };
    const { run, drain, call } = room({ handlers: { failing }, endpoints: { own: { handler: 'failing' } } });
    const id = await run({ text: 'x' }, undefined, 'own');
    expect(await drain(id, 'own')).toMatchObject({ status: 'FAILED', items: [{ n: 1 }] });
    expect((await call('GET', `/v2/own/status/${id}`)).body.error).toBe('too loud');
  });
});

describe('/stream', () => {
  it('hands every item out once', async () => {
    const { say, call } = room();
    const { id, items } = await say();
    expect(items.length).toBeGreaterThan(5);
    expect((await call('GET', `/v2/vibevoice/stream/${id}`)).body).toEqual({ status: 'COMPLETED', stream: [] });
  });

  it('hands out what has gathered, at most 200 items at a time', async () => {
    const { clock, run, call } = room({ endpoints: { vibevoice: { pace: { chunkMs: 4, firstChunkMs: 4 } } } });
    const id = await run({ text: TEXT, stream: true });
    await clock.advance(60_000);
    const sizes: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { body } = await call('GET', `/v2/vibevoice/stream/${id}`);
      expect(body.status).toBe('COMPLETED');
      sizes.push((body.stream as unknown[]).length);
    }
    // 1520 ms in chunks of 4, and the message that it is complete.
    expect(sizes).toEqual([200, 181, 0]);
  });

  it('holds about ten seconds while there is nothing', async () => {
    const { clock, run, call } = room();
    const id = await run({ text: 'x' }, { stayQueued: true });
    expect((await call('GET', `/v2/vibevoice/stream/${id}`)).body).toEqual({ status: 'IN_QUEUE', stream: [] });
    expect(clock.now()).toBe(10_000);
  });

  it.each([1_000, 300_000])('holds for ?wait=%i when asked to', async (wait) => {
    const { clock, run, call } = room();
    const id = await run({ text: 'x' }, { stayQueued: true });
    await call('GET', `/v2/vibevoice/stream/${id}?wait=${wait}`);
    expect(clock.now()).toBe(wait);
  });

  it.each(['999', '300001', '-1', 'abc', '', '1500.5', 'NaN'])('refuses ?wait=%s', async (wait) => {
    const { run, call } = room();
    const id = await run({ text: 'x' });
    const reply = await call('GET', `/v2/vibevoice/stream/${id}?wait=${wait}`);
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual({ error: 'wait is invalid; must be between 1000 and 300000' });
  });

  it('lets a held call go when the job ends', async () => {
    const { clock, emulator, run, call } = room();
    const id = await run({ text: 'x' }, { stayQueued: true });
    const held = emulator.fetch(new Request(`http://emulator.test/v2/vibevoice/stream/${id}`));
    await clock.advance(500);
    await call('POST', `/v2/vibevoice/cancel/${id}`);
    expect(await (await clock.run(held)).json()).toEqual({ status: 'CANCELLED', stream: [] });
    expect(clock.now()).toBe(500);
  });

  it('lets a held call go when its client leaves, and loses nothing for the next', async () => {
    const { clock, emulator, run, drain } = room();
    const id = await run({ text: TEXT, stream: true });
    const leave = new AbortController();
    const held = emulator.fetch(
      new Request(`http://emulator.test/v2/vibevoice/stream/${id}`, { signal: leave.signal }),
    );
    const outcome = expect(held).rejects.toThrow('gone');
    await clock.advance(100);
    leave.abort(new Error('gone'));
    await outcome;
    expect(numbersOf((await drain(id)).items)[0]).toBe(1);
  });

  it('takes POST as well, as older clients do', async () => {
    const { run, call } = room();
    const id = await run({ text: 'x', stream: true });
    expect((await call('POST', `/v2/vibevoice/stream/${id}`)).status).toBe(200);
  });

  it('drops a chunk that is too large without a word to the client', async () => {
    const { emulator, say } = room();
    // 15 s of audio at 48 kHz is 1.9 million characters of base64.
    const { items, status } = await say({ pace: { chunkMs: 15_000 } }, `${'abcdefghi '.repeat(40)}`);
    expect(status).toBe('COMPLETED');
    expect(numbersOf(items)).toEqual([1, 3]);
    expect(items.at(-1)).toMatchObject({ total_chunks: 3 });
    expect(emulator.jobs()[0]?.chunks.dropped).toEqual([expect.stringMatching(/^item 2 of 19\d+ characters is over/)]);
  });
});

describe('/runsync', () => {
  it('answers with the state when its time is over, and the job goes on', async () => {
    const { call, drain } = room();
    const queued = await call('POST', '/v2/vibevoice/runsync?wait=1000', {
      input: { text: 'x', emulate: { queueMs: 5_000 } },
    });
    expect(queued).toMatchObject({ status: 200, body: { status: 'IN_QUEUE' } });
    const running = await call('POST', '/v2/vibevoice/runsync?wait=1000', {
      input: { text: 'x', stream: true, emulate: { pace: { msPerChunk: 2_000 } } },
    });
    expect(running.body).toEqual({ id: expect.any(String), status: 'IN_PROGRESS' });
    expect((await drain(String(running.body.id))).status).toBe('COMPLETED');
  });

  it('waits 90 s when nobody says how long', async () => {
    const { clock, call } = room();
    await call('POST', '/v2/vibevoice/runsync', { input: { text: 'x', emulate: { stayQueued: true } } });
    expect(clock.now()).toBe(90_000);
  });
});

describe('/status-sync', () => {
  it('holds until the job has ended', async () => {
    const { run, call } = room();
    const id = await run({ text: TEXT, stream: true });
    expect((await call('GET', `/v2/vibevoice/status-sync/${id}`)).body.status).toBe('COMPLETED');
  });

  it('answers with the state when its time is over', async () => {
    const { clock, run, call } = room();
    const id = await run({ text: 'x' }, { stayQueued: true });
    expect((await call('GET', `/v2/vibevoice/status-sync/${id}?wait=2000`)).body).toEqual({ id, status: 'IN_QUEUE' });
    expect(clock.now()).toBe(2_000);
  });
});
