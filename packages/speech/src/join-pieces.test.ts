import { describe, expect, it } from 'vitest';
import { settle } from '../test/event-loop.ts';
import { FakeSource, type SourceStep } from '../test/fake-source.ts';
import { collect, joined, largestStep, level } from '../test/samples.ts';
import { type JoinOptions, joinPieces } from './join-pieces.ts';
import { OutputRate } from './output-rate.ts';

const RATE = 8_000;
const BROKEN = new Error('the piece broke');
const LEFT = new Error('the listener left');
/** More than is kept ready for one piece. */
const MUCH = 5 * RATE;

/** Pieces a, b, c ... of the given steps under one joiner, and the order in which they were started. */
function join(scripts: readonly (readonly SourceStep[])[], changed: Partial<JoinOptions<string>> = {}) {
  const names = scripts.map((_, i) => String.fromCharCode(97 + i));
  const sources = scripts.map((steps) => new FakeSource(steps));
  const started: string[] = [];
  const listener = new AbortController();
  const open = (piece: string, signal: AbortSignal) => {
    started.push(piece);
    return (sources[names.indexOf(piece)] as FakeSource).open(signal);
  };
  const options = { lookAhead: 1, rate: new OutputRate(RATE), jointSilenceMs: 0, ...changed };
  const audio = joinPieces(names, open, options, listener.signal);
  return { audio, sources, listener, log: () => started.join('') };
}

const piece = (value: number, blocks = 2, length = 100) => Array.from({ length: blocks }, () => level(value, length));

describe('joinPieces', () => {
  it('ends at once without pieces', async () => {
    expect(await collect(join([]).audio)).toEqual([]);
  });

  it.each([0, 1, 2, 5])('plays every piece in order with %i ahead', async (lookAhead) => {
    const { audio } = join([piece(0.1), piece(0.2), piece(0.3), piece(0.4)], { lookAhead });
    const heard = joined(await collect(audio));
    expect(heard.length).toBe(800);
    expect([199, 399, 599, 799].map((at) => heard[at])).toEqual([0.1, 0.2, 0.3, 0.4].map(Math.fround));
  });

  it('starts nothing until it is asked for audio', async () => {
    const { log } = join([piece(0.1)]);
    await settle();
    expect(log()).toBe('');
  });

  it.each([
    [0, ['a', 'a', 'ab', 'ab', 'abc', 'abc', 'abcd', 'abcd']],
    [1, ['ab', 'ab', 'abc', 'abc', 'abcd', 'abcd', 'abcd', 'abcd']],
    [2, ['abc', 'abc', 'abcd', 'abcd', 'abcd', 'abcd', 'abcd', 'abcd']],
  ])('with %i ahead starts pieces exactly when their turn comes', async (lookAhead, logs) => {
    const { audio, log } = join([piece(0.1), piece(0.2), piece(0.3), piece(0.4)], { lookAhead });
    for (const expected of logs) {
      await audio.next();
      await settle();
      expect(log()).toBe(expected);
    }
    expect((await audio.next()).done).toBe(true);
  });

  it('starts nothing ahead before the first audio', async () => {
    const { audio, log, listener } = join([['wait'], piece(0.2)], { lookAhead: 2 });
    const asked = audio.next();
    await settle();
    expect(log()).toBe('a');
    listener.abort(LEFT);
    await expect(asked).rejects.toBe(LEFT);
  });

  it('does not take an empty block for audio', async () => {
    const { audio, log, listener } = join([[new Float32Array(0), 'wait'], piece(0.2)], { lookAhead: 2 });
    const asked = audio.next();
    await settle();
    expect(log()).toBe('a');
    listener.abort(LEFT);
    await expect(asked).rejects.toBe(LEFT);
  });

  it('keeps a bounded amount of audio ready of each piece under way', async () => {
    const { audio, sources } = join([piece(0.1, 50, RATE), piece(0.2, 50, RATE), piece(0.3)]);
    await audio.next();
    await settle();
    expect(sources.map(({ given }) => given)).toEqual([5, 4, 0]);
  });

  it('skips pieces that have no sound', async () => {
    const { audio } = join([[], piece(0.1), [new Float32Array(0)], [], piece(0.2)]);
    expect(joined(await collect(audio)).length).toBe(400);
  });

  it('smooths the joints, and only them', async () => {
    const { audio } = join([piece(0.8), piece(-0.8)]);
    const heard = joined(await collect(audio));
    expect(largestStep(heard)).toBeLessThan(0.1);
    expect(heard.subarray(0, 200)).toEqual(level(0.8, 200));
    expect(heard.subarray(240)).toEqual(level(-0.8, 160));
  });

  it('puts silence between pieces, without a click', async () => {
    const { audio } = join([piece(0.8), piece(-0.8)], { jointSilenceMs: 100 });
    const heard = joined(await collect(audio));
    expect(heard.length).toBe(200 + 800 + 200);
    expect(heard.subarray(240, 1_000)).toEqual(new Float32Array(760));
    expect(largestStep(heard)).toBeLessThan(0.1);
  });

  it('puts no silence before the first audio', async () => {
    const { audio } = join([[], piece(0.5)], { jointSilenceMs: 100 });
    expect((await audio.next()).value).toEqual(level(0.5, 100));
  });

  it('surfaces the error of a later piece after the audio before it', async () => {
    const { audio, sources } = join([piece(0.1, 3), [level(0.2, 100), BROKEN], piece(0.3)], { lookAhead: 2 });
    for (let block = 0; block < 4; block++) {
      expect((await audio.next()).done).toBe(false);
      await settle();
    }
    await expect(audio.next()).rejects.toBe(BROKEN);
    expect(sources.map(({ closed }) => closed)).toEqual([1, 1, 1]);
  });

  it('stops every piece under way when it is left', async () => {
    const { audio, sources } = join([piece(0.1, 9, MUCH), piece(0.2, 9, MUCH), ['wait'], piece(0.4)], { lookAhead: 2 });
    await audio.next();
    await settle();
    await audio.return();
    expect(sources.map(({ opened, closed }) => [opened, closed])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
  });

  it('stops every piece under way when the signal aborts, though nobody reads', async () => {
    const { audio, sources, listener } = join([piece(0.1, 9, MUCH), ['wait'], piece(0.3)]);
    await audio.next();
    await settle();
    listener.abort(LEFT);
    await settle();
    expect(sources.map(({ closed }) => closed)).toEqual([1, 1, 0]);
  });
});
