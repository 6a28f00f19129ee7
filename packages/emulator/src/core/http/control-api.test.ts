import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../../test/audio-of.ts';
import { room, TEXT } from '../../../test/room.ts';

describe('faults are switched', () => {
  it('by a header of the submission', async () => {
    const { call, drain } = room();
    const init = { headers: { 'x-emulate': '{"lose":[1]}' } };
    const { body } = await call('POST', '/v2/vibevoice/run', { input: { text: TEXT, stream: true } }, init);
    expect(numbersOf((await drain(String(body.id))).items)[0]).toBe(2);
  });

  it.each(['lose', '{"lost":[1]}', '[]'])('not by the header %s', async (header) => {
    const init = { headers: { 'x-emulate': header } };
    const reply = await room().call('POST', '/v2/vibevoice/run', { input: { text: TEXT } }, init);
    expect(reply).toMatchObject({ status: 400, body: { error: expect.stringContaining('x-emulate') } });
  });

  it('by a rule, for so many jobs with such a text', async () => {
    const { call, run, drain } = room();
    const rule = { endpoint: 'vibevoice', match: 'storm', times: 1, faults: { lose: [1] } };
    expect((await call('POST', '/_emulator/faults', rule)).status).toBe(201);
    const firstNumber = async (text: string) => numbersOf((await drain(await run({ text, stream: true }))).items)[0];
    expect(await firstNumber('a quiet day without anything')).toBe(1);
    expect(await firstNumber('a storm is coming tonight')).toBe(2);
    expect(await firstNumber('a storm is coming tonight')).toBe(1);
  });

  it('by a rule whose refusals do not use it up', async () => {
    const { call, emulator } = room();
    emulator.addFaults({
      endpoint: 'vibevoice',
      times: 1,
      faults: { http: [{ status: 429, times: 2 }], noOutput: true },
    });
    const submit = async () => (await call('POST', '/v2/vibevoice/run', { input: { text: 'x' } })).status;
    expect([await submit(), await submit(), await submit(), await submit()]).toEqual([429, 429, 200, 200]);
  });

  it('by several at once: the later rule wins, and the request over all', async () => {
    const { emulator, say } = room();
    emulator.addFaults({ endpoint: 'vibevoice', faults: { lose: [1], duplicate: [7] } });
    emulator.addFaults({ endpoint: 'vibevoice', faults: { lose: [2] } });
    expect(numbersOf((await say()).items)).toEqual([1, 3, 4, 5, 6, 7, 7]);
    expect(numbersOf((await say({ lose: [] })).items)).toEqual([1, 2, 3, 4, 5, 6, 7, 7]);
  });

  it('off again', async () => {
    const { call, emulator, say } = room();
    emulator.addFaults({ endpoint: 'vibevoice', faults: { lose: [1] } });
    await call('DELETE', '/_emulator/faults');
    expect(numbersOf((await say()).items)[0]).toBe(1);
  });

  it.each([
    [{}, 'endpoint is undefined'],
    [{ endpoint: 'vibevoice', faults: { loose: [1] } }, 'a field of faults is "loose"'],
    [{ endpoint: 'vibevoice', time: 1 }, 'time is no field of a rule'],
    [{ endpoint: 'vibevoice', times: 0 }, 'times is 0'],
    [{ endpoint: 'vibevoice', faults: { end: { afterChunks: 1 } } }, 'faults.end.status is undefined'],
    [{ endpoint: 'vibevoice', faults: { http: [{ status: 200 }] } }, 'faults.http[0].status is 200'],
  ])('not by the rule %j', async (rule, message) => {
    const reply = await room().call('POST', '/_emulator/faults', rule);
    expect(reply).toMatchObject({ status: 400, body: { error: expect.stringContaining(message) } });
  });
});

describe('the control API', () => {
  it('tells what happened to every job', async () => {
    const { say, call } = room();
    const { id } = await say({ lose: [2] });
    const { jobs } = (await call('GET', '/_emulator/jobs')).body as { jobs: unknown[] };
    expect(jobs).toEqual([
      {
        id,
        endpoint: 'vibevoice',
        input: { text: TEXT, stream: true },
        status: 'COMPLETED',
        history: expect.any(Array),
        retries: 0,
        chunks: { made: 8, taken: 7, dropped: ['audio chunk 2 is lost by a fault'] },
        audio: expect.any(Array),
        handlerStoppedAt: expect.any(Number),
        deleted: false,
      },
    ]);
  });

  it('shows of a long audio prompt only the beginning', async () => {
    const { run, emulator } = room();
    await run({ text: 'x', other: 'A'.repeat(5_000) });
    expect(String(emulator.jobs()[0]?.input.other)).toHaveLength(2_003);
  });

  it('changes an endpoint and makes another', async () => {
    const { call, run } = room();
    const changed = await call('PUT', '/_emulator/endpoints/vibevoice', { pace: { coldStartMs: 5 } });
    expect(changed.body).toMatchObject({ workers: 3, pace: { coldStartMs: 5, chunkMs: 250 } });
    await call('PUT', '/_emulator/endpoints/other', { handler: 'chatterbox', region: 'e2' });
    expect(await run({ text: 'x' }, undefined, 'other')).toMatch(/-e2$/);
  });

  it('gives waiting jobs the workers of a changed endpoint', async () => {
    const { emulator, run, drain } = room({ endpoints: { vibevoice: { workers: 0 } } });
    const id = await run({ text: TEXT, stream: true });
    emulator.configure('vibevoice', { workers: 1 });
    expect((await drain(id)).status).toBe('COMPLETED');
  });

  it.each([
    ['PUT', '/_emulator/endpoints/vibevoice', { handler: 'singer' }, 400],
    ['PUT', '/_emulator/endpoints/vibevoice', { workers: -1 }, 400],
    ['PUT', '/_emulator/endpoints', {}, 404],
    ['GET', '/_emulator/faults', undefined, 404],
  ])('refuses %s %s %j', async (method, path, body, status) => {
    expect((await room().call(method, path, body)).status).toBe(status);
  });

  it('lists at / what is there', async () => {
    const { body } = await room().call('GET', '/');
    expect(body.endpoints).toEqual([
      { id: 'vibevoice', handler: 'vibevoice', url: '/v2/vibevoice' },
      { id: 'chatterbox', handler: 'chatterbox', url: '/v2/chatterbox' },
      { id: 'echotts', handler: 'echotts', url: '/v2/echotts' },
      { id: 'qwen', handler: 'qwen', url: '/v2/qwen' },
      { id: 'vibevoice-lb', handler: 'vibevoice', url: '/lb/vibevoice-lb' },
      { id: 'chatterbox-lb', handler: 'chatterbox', url: '/lb/chatterbox-lb' },
      { id: 'echotts-lb', handler: 'echotts', url: '/lb/echotts-lb' },
      { id: 'qwen-http', handler: 'qwen', url: '/plain/qwen' },
    ]);
  });

  it('stops every worker and handler when the emulator closes', async () => {
    const { emulator, run, clock } = room();
    await run({ text: TEXT, stream: true });
    await clock.advance(700);
    emulator.close();
    await clock.advance(0);
    expect(emulator.jobs()[0]).toMatchObject({ deleted: true, handlerStoppedAt: 700 });
  });
});
