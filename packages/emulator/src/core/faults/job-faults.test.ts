import { describe, expect, it } from 'vitest';
import { bytesOf, numbersOf } from '../../../test/audio-of.ts';
import { room, TEXT } from '../../../test/room.ts';
import type { Faults } from './faults.ts';

const path = (op: string, id: string) => `/v2/vibevoice/${op}/${id}`;
const COUNT = 7;

describe('faults of the time a job takes', () => {
  it('pace: the GPU is as fast as the job says', async () => {
    const { clock, say, emulator } = room();
    await say({ pace: { coldStartMs: 100, msPerChunk: 10, chunkMs: 500, firstChunkMs: 500, finishMs: 5 } });
    // Four chunks of at most 500 ms.
    expect(emulator.jobs()[0]?.history.at(-1)).toEqual({ status: 'COMPLETED', at: 145 });
    expect(clock.now()).toBe(145);
  });

  it('queueMs: no worker takes the job before', async () => {
    const { say, emulator } = room();
    await say({ queueMs: 7_000 });
    expect(emulator.jobs()[0]?.history[1]).toEqual({ status: 'IN_PROGRESS', at: 7_600 });
  });

  it('queueMs: lets later jobs pass', async () => {
    const { run, drain, emulator } = room({ endpoints: { vibevoice: { workers: 1 } } });
    await run({ text: TEXT }, { queueMs: 60_000 });
    await drain(await run({ text: 'next', stream: true }));
    expect(emulator.jobs().map((job) => job.status)).toEqual(['IN_QUEUE', 'COMPLETED']);
  });

  it('stayQueued: no worker ever takes the job', async () => {
    const { run, clock, emulator } = room();
    await run({ text: TEXT }, { stayQueued: true });
    await clock.advance(3_600_000);
    expect(emulator.jobs()[0]?.status).toBe('IN_QUEUE');
  });

  it('stall: nothing comes for a while, then the rest', async () => {
    const { clock, run, call, drain } = room();
    const id = await run({ text: TEXT, stream: true }, { stall: { afterChunks: 2, ms: 30_000 } });
    await clock.advance(20_000);
    expect((await call('GET', path('stream', id))).body.stream).toHaveLength(2);
    const { items } = await drain(id);
    expect(numbersOf(items)).toEqual([3, 4, 5, 6, 7]);
    expect(clock.now()).toBeGreaterThan(30_600);
  });

  it('notFoundMs: the new job is not visible yet', async () => {
    const { clock, run, call } = room();
    const id = await run({ text: TEXT, stream: true }, { notFoundMs: 2_000 });
    for (const op of ['status', 'stream']) expect((await call('GET', path(op, id))).status).toBe(404);
    await clock.advance(2_000);
    expect((await call('GET', path('status', id))).status).toBe(200);
  });

  it('retentionMs: the finished job is soon forgotten', async () => {
    const { clock, say, call } = room();
    const { id } = await say({ retentionMs: 500 });
    await clock.advance(499);
    expect((await call('GET', path('status', id))).status).toBe(200);
    await clock.advance(1);
    expect((await call('GET', path('status', id))).status).toBe(404);
  });
});

describe('faults of the status', () => {
  it.each(['RUNNING', 'SOMETHING_NEW'])('activeStatus: %s in place of IN_PROGRESS', async (activeStatus) => {
    const { replies, status } = await room().say({ activeStatus });
    expect(new Set(replies.map((reply) => reply.body.status))).toEqual(new Set([activeStatus, 'COMPLETED']));
    expect(status).toBe('COMPLETED');
  });

  it('lastChunk with-completed: the last messages and COMPLETED come in one reply', async () => {
    const { replies, items } = await room().say({ lastChunk: 'with-completed' });
    const withItems = replies.filter((reply) => (reply.body.stream as unknown[]).length > 0);
    const last = withItems.at(-1)?.body.stream as unknown[];
    expect(withItems.at(-1)?.body.status).toBe('COMPLETED');
    expect(last.slice(-2)).toMatchObject([{ output: { chunk: COUNT } }, { output: { status: 'complete' } }]);
    expect(withItems.at(-2)?.body.status).toBe('IN_PROGRESS');
    expect(numbersOf(items)).toHaveLength(COUNT);
  });

  it('lastChunk separate: COMPLETED comes alone, however late the client asks', async () => {
    const { run, clock, call } = room();
    const id = await run({ text: TEXT, stream: true }, { lastChunk: 'separate' });
    await clock.advance(60_000);
    const first = await call('GET', path('stream', id));
    expect(first.body).toMatchObject({ status: 'IN_PROGRESS', stream: expect.objectContaining({ length: COUNT + 1 }) });
    expect((await call('GET', path('stream', id))).body).toEqual({ status: 'COMPLETED', stream: [] });
  });

  it('lateLastChunkMs: COMPLETED shows before the last messages do', async () => {
    const { say, call, clock } = room();
    const { id, items, status } = await say({ lateLastChunkMs: 250 });
    expect(status).toBe('COMPLETED');
    expect(numbersOf(items)).toHaveLength(COUNT - 1);
    await clock.advance(250);
    const late = await call('GET', path('stream', id));
    expect(late.body).toMatchObject({
      status: 'COMPLETED',
      stream: [{ output: { chunk: COUNT } }, { output: { status: 'complete' } }],
    });
  });

  it('burst: nothing before COMPLETED, then more than one reply carries', async () => {
    const { replies, items, status } = await room().say({ burst: 450 });
    expect(replies.every((reply) => reply.body.status === 'COMPLETED')).toBe(true);
    const sizes = replies.map((reply) => (reply.body.stream as unknown[]).length);
    expect(sizes.slice(0, 2)).toEqual([200, 200]);
    expect(numbersOf(items)).toEqual(Array.from({ length: numbersOf(items).length }, (_, i) => i + 1));
    expect(numbersOf(items).length).toBeGreaterThanOrEqual(450);
    expect(items.at(-1)).toMatchObject({ total_chunks: numbersOf(items).length });
    expect(status).toBe('COMPLETED');
  });

  it('burst: loses no sample', async () => {
    const honest = bytesOf((await room().say()).items).flatMap((bytes) => [...bytes]);
    const burst = bytesOf((await room().say({ burst: 300 })).items).flatMap((bytes) => [...bytes]);
    expect(burst).toEqual(honest);
  });

  it('noOutput: COMPLETED without output', async () => {
    const { say, call } = room();
    const { id } = await say({ noOutput: true });
    const { body } = await call('GET', path('status', id));
    expect(body.status).toBe('COMPLETED');
    expect(body).not.toHaveProperty('output');
  });
});

describe('faults that end a job', () => {
  const ends: [Faults['end'], Record<string, unknown>][] = [
    [
      { status: 'FAILED', afterChunks: 2 },
      { status: 'FAILED', error: expect.stringContaining('CUDA') },
    ],
    [
      { status: 'FAILED', afterChunks: 2, error: 'model fell over' },
      { status: 'FAILED', error: 'model fell over' },
    ],
    [{ status: 'CANCELLED', afterChunks: 2 }, { status: 'CANCELLED' }],
    [{ status: 'TIMED_OUT', afterChunks: 2 }, { status: 'TIMED_OUT' }],
    [
      { status: 'PLATFORM_TIMEOUT', afterChunks: 2 },
      { status: 'FAILED', error: 'job timed out after 1 retries', retries: 1, workerId: expect.any(String) },
    ],
  ];

  it.each(ends)('end %j', async (end, expected) => {
    const { say, call } = room();
    const drained = await say({ ...(end && { end }) });
    expect(numbersOf(drained.items)).toEqual([1, 2]);
    expect(drained.replies.at(-1)?.body).toEqual({ status: expected.status, stream: [] });
    expect((await call('GET', path('status', drained.id))).body).toMatchObject(expected);
  });

  it('end with a traceback: JSON with all that a client must not see', async () => {
    const { say, call } = room();
    const { id } = await say({ end: { status: 'FAILED', afterChunks: 0, error: 'no', traceback: true } });
    const error = JSON.parse(String((await call('GET', path('status', id))).body.error));
    expect(Object.keys(error)).toEqual([
      'error_type',
      'error_message',
      'error_traceback',
      'hostname',
      'worker_id',
      'runpod_version',
    ]);
    expect(error.error_message).toBe('no');
  });

  it('end after more chunks than there are: where the audio ends', async () => {
    const { items, status } = await room().say({ end: { status: 'FAILED', afterChunks: 900 } });
    expect(status).toBe('FAILED');
    expect(numbersOf(items)).toHaveLength(COUNT);
    expect(items.at(-1)).not.toMatchObject({ status: 'complete' });
  });

  it('inBandErrorAfter: an error message in the stream, and COMPLETED', async () => {
    const { items, status } = await room().say({ inBandErrorAfter: 3 });
    expect(status).toBe('COMPLETED');
    expect(items).toHaveLength(4);
    expect(items.at(-1)).toEqual({ status: 'error', error: 'model ran out of memory' });
  });

  it('restartAfter: numbers begin again with another sound, and the job says so', async () => {
    const { say, call } = room();
    const { id, items } = await say({ restartAfter: 3 });
    expect(numbersOf(items)).toEqual([1, 2, 3, 1, 2, 3, 4, 5, 6, 7]);
    const [first, , , again] = bytesOf(items);
    expect(again).not.toEqual(first);
    expect((await call('GET', path('status', id))).body).toMatchObject({ status: 'COMPLETED', retries: 1 });
  });
});
