import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../packages/gateway/test/manual-clock.ts';
import { settle } from '../../test/settle.ts';
import { DecodeWatch } from './decode-watch.ts';

/** Milliseconds that are spent on each part of decoding a piece. */
const TOKENS_MS = 1_000;
const WORK_MS = 10;
const READER_MS = 5_000;

function setUp() {
  const clock = manualClock();
  return { clock, watch: new DecodeWatch(clock.now) };
}

async function* tokensOf(count: number, pause: () => void) {
  for (let i = 0; i < count; i++) {
    pause();
    yield i;
  }
  pause();
}

/** A decoder that makes a block of each piece, and one more of what it held back. */
async function* blocksOf(pieces: AsyncIterable<number>, work: () => void) {
  for await (const piece of pieces) {
    work();
    yield new Float32Array(piece + 1);
  }
  work();
  yield new Float32Array(10);
}

describe('the time that decoding takes', () => {
  it('is what lies between tokens in hand and audio in hand', async () => {
    const { clock, watch } = setUp();
    const tokens = watch.source(tokensOf(3, () => clock.advance(TOKENS_MS)));
    for await (const _ of watch.audio(blocksOf(tokens, () => clock.advance(WORK_MS)))) clock.advance(READER_MS);
    expect(watch.decodeSeconds).toBeCloseTo((4 * WORK_MS) / 1_000, 9);
    expect(watch.samples).toBe(1 + 2 + 3 + 10);
  });

  it('is nothing before anything was decoded', () => {
    const { clock, watch } = setUp();
    clock.advance(1_000);
    expect([watch.decodeSeconds, watch.samples]).toEqual([0, 0]);
  });

  it('counts the work that failed', async () => {
    const { clock, watch } = setUp();
    const work = () => {
      clock.advance(WORK_MS);
      throw new Error('it broke');
    };
    const audio = watch.audio(blocksOf(watch.source(tokensOf(1, () => clock.advance(TOKENS_MS))), work));
    await expect(audio.next()).rejects.toThrow('it broke');
    expect(watch.decodeSeconds).toBeCloseTo(WORK_MS / 1_000, 9);
  });

  it('does not count a wait for tokens in which everything ends', async () => {
    const { clock, watch } = setUp();
    const gone = Promise.withResolvers<never>();
    const never = async function* () {
      yield 0;
      await new Promise(() => undefined);
    };
    const pieces = watch.source(never());
    const impatient = async function* () {
      for (;;) {
        await Promise.race([pieces.next(), gone.promise]);
        clock.advance(WORK_MS);
        yield new Float32Array(1);
      }
    };
    const audio = watch.audio(impatient());
    await audio.next();
    const second = audio.next();
    await settle();
    clock.advance(TOKENS_MS);
    gone.reject(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    expect(watch.decodeSeconds).toBeCloseTo(WORK_MS / 1_000, 9);
  });
});

describe('what is watched', () => {
  it('is let go of when the audio is left', async () => {
    const { clock, watch } = setUp();
    let left = 0;
    const tokens = async function* () {
      try {
        for (;;) yield 1;
      } finally {
        left += 1;
      }
    };
    const audio = watch.audio(blocksOf(watch.source(tokens()), () => clock.advance(WORK_MS)));
    await audio.next();
    await audio.return();
    expect(left).toBe(1);
    expect(await audio.next()).toEqual({ done: true, value: undefined });
  });

  it('fails as its source does', async () => {
    const { watch } = setUp();
    const broken = async function* (): AsyncGenerator<number> {
      yield 0;
      throw new Error('no more tokens');
    };
    const audio = watch.audio(blocksOf(watch.source(broken()), () => undefined));
    await audio.next();
    await expect(audio.next()).rejects.toThrow('no more tokens');
  });
});
