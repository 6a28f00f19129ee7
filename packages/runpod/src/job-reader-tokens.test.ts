import { describe, expect, it } from 'vitest';
import { chunk, complete, read, type Turn, tokenChunk } from '../test/replies.ts';

describe('JobReader with tokens', () => {
  it('hands them out in order and counts them', () => {
    const { steps, numbers, reader } = read([
      { status: 'running', stream: [tokenChunk(1), tokenChunk(3)] },
      { status: 'running', stream: [tokenChunk(3), tokenChunk(2), complete(3)] },
    ]);
    expect([steps, numbers]).toEqual([
      ['poll', 'done'],
      [1, 2, 3],
    ]);
    expect([reader.counted, reader.given, reader.openEnded]).toEqual([true, 3, false]);
  });

  it('knows that more is to follow while the handler has not said that it is done', () => {
    const { reader } = read([{ status: 'running', stream: [tokenChunk(1)] }]);
    expect(reader.openEnded).toBe(true);
  });

  it('asks for recovery when one never comes, and completes the gap from an aggregate', () => {
    const end: Turn = { status: 'completed' };
    const first: Turn = { status: 'completed', stream: [tokenChunk(1), tokenChunk(3), complete(3)] };
    const { steps, numbers, reader } = read([first, end, end, end]);
    expect([steps.at(-1), numbers, reader.loss]).toEqual(['recover', [1], { lost: 1, total: 3 }]);
    expect(reader.acceptOutput([1, 2, 3].map((number) => tokenChunk(number).output))).toBe(true);
    expect(reader.take()).toMatchObject([{ tokens: [2] }, { tokens: [3] }]);
    expect(reader.counted).toBe(true);
  });

  it('takes only what is new from an aggregate without numbers', () => {
    const { reader } = read([{ status: 'completed', stream: [tokenChunk(undefined, [1])] }]);
    expect(reader.acceptOutput([tokenChunk(undefined, [1]).output, tokenChunk(undefined, [2]).output])).toBe(true);
    expect(reader.take()).toMatchObject([{ tokens: [2] }]);
  });

  it('does not complete them from an aggregate that begins otherwise', () => {
    const { reader } = read([{ status: 'completed', stream: [tokenChunk(undefined, [1])] }]);
    expect(reader.acceptOutput([tokenChunk(undefined, [9]).output, tokenChunk(undefined, [2]).output])).toBe(false);
  });

  it('notices a second run after some were handed out', () => {
    const { reader } = read([
      { status: 'running', stream: [tokenChunk(1)] },
      { status: 'running', stream: [tokenChunk(1, [9])] },
    ]);
    expect(reader.restarted).toBe(true);
  });

  it('gives up on a lost one', () => {
    const { reader } = read([{ status: 'running', stream: [tokenChunk(1), tokenChunk(3)] }]);
    expect(reader.skipMissing()).toBe(true);
    expect(reader.take()).toMatchObject([{ tokens: [3] }]);
  });

  it.each([
    ['audio after tokens', [tokenChunk(1), chunk(2)]],
    ['tokens after audio', [chunk(1), tokenChunk(2)]],
    ['a chunk of each under one number', [chunk(1), tokenChunk(1)]],
  ])('says when there are both: %s', (_, stream) => {
    const { reader } = read([{ status: 'running', stream: stream.slice(0, 1) }]);
    expect(reader.mixed).toBe(false);
    reader.accept({ status: 'running', stream: stream.slice(1), retries: undefined, error: undefined });
    expect(reader.mixed).toBe(true);
  });

  it('does not hold the kind of a first run against the second one', () => {
    const { reader } = read([
      { status: 'running', stream: [chunk(2)] },
      { status: 'running', retries: 1, stream: [tokenChunk(1)] },
    ]);
    expect([reader.mixed, reader.restarted]).toEqual([false, false]);
  });
});
