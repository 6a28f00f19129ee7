import { describe, expect, it } from 'vitest';
import { bytesOf, numbersOf } from '../../../test/audio-of.ts';
import { room, TEXT } from '../../../test/room.ts';

async function firstReply(streamShape: string) {
  const { run, call, clock } = room();
  const id = await run({ text: TEXT, stream: true }, { streamShape } as never);
  await clock.advance(700);
  return JSON.parse((await call('GET', `/v2/vibevoice/stream/${id}`)).text);
}

describe('faults of the stream list', () => {
  it('bare-array: no envelope at all', async () => {
    expect(await firstReply('bare-array')).toEqual([{ metrics: {}, output: expect.objectContaining({ chunk: 1 }) }]);
  });

  it('unwrapped: items without their wrapper', async () => {
    expect((await firstReply('unwrapped')).stream[0]).toMatchObject({ chunk: 1 });
  });

  it('double-wrapped: one wrapper too many', async () => {
    expect((await firstReply('double-wrapped')).stream[0].output.output).toMatchObject({ chunk: 1 });
  });

  it.each([
    ['null', { status: 'IN_QUEUE', stream: null }],
    ['missing', { status: 'IN_QUEUE' }],
  ] as const)('%s: where the list would be empty', async (streamShape, body) => {
    const { run, call, drain } = room();
    const waiting = await run({ text: TEXT, stream: true }, { streamShape, stayQueued: true });
    expect((await call('GET', `/v2/vibevoice/stream/${waiting}`)).body).toEqual(body);
    expect((await drain(await run({ text: TEXT, stream: true }, { streamShape }))).items).toHaveLength(8);
  });
});

describe('faults of the sequence', () => {
  it('lose: the chunk is never seen, and the count and the aggregate stay', async () => {
    const { say, emulator } = room();
    const { items } = await say({ lose: [3, 7] });
    expect(numbersOf(items)).toEqual([1, 2, 4, 5, 6]);
    expect(items.at(-1)).toMatchObject({ total_chunks: 7 });
    expect(emulator.jobs()[0]?.chunks).toEqual({
      made: 8,
      taken: 6,
      dropped: ['audio chunk 3 is lost by a fault', 'audio chunk 7 is lost by a fault'],
    });
    expect(emulator.jobs()[0]?.status).toBe('COMPLETED');
  });

  it('duplicate: the chunk comes twice', async () => {
    expect(numbersOf((await room().say({ duplicate: [1, 7] })).items)).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 7]);
  });

  it('swap: the chunk comes after the next', async () => {
    expect(numbersOf((await room().say({ swap: [2, 5] })).items)).toEqual([1, 3, 2, 4, 6, 5, 7]);
  });

  it('swap of the last: it still comes before the end', async () => {
    const { items } = await room().say({ swap: [7] });
    expect(numbersOf(items)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(items.at(-1)).toMatchObject({ status: 'complete' });
  });

  it('numbering from-zero and none', async () => {
    expect(numbersOf((await room().say({ numbering: 'from-zero' })).items)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const { items } = await room().say({ numbering: 'none' });
    expect(numbersOf(items)).toEqual(Array.from({ length: 7 }));
    expect(items[0]).not.toHaveProperty('chunk');
  });

  it('complete: without its count, or not at all', async () => {
    const without = (await room().say({ complete: 'without-total' })).items.at(-1);
    expect(without).toMatchObject({ status: 'complete' });
    expect(without).not.toHaveProperty('total_chunks');
    expect((await room().say({ complete: 'absent' })).items.at(-1)).toMatchObject({ status: 'streaming', chunk: 7 });
  });

  it('none of them: the same bytes as without faults', async () => {
    const honest = bytesOf((await room().say()).items);
    expect(bytesOf((await room().say({})).items)).toEqual(honest);
    expect(honest).toHaveLength(7);
  });
});
