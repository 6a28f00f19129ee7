import { describe, expect, it } from 'vitest';
import { maxAbs } from '../../test/golden.ts';
import { randomValues } from '../../test/random-weights.ts';
import type { HeadConfig } from '../checkpoint/decoder-config.ts';
import type { SpectralFrames } from '../session/decoder-models.ts';
import { OverlapAdd } from './overlap-add.ts';

const OFFICIAL: HeadConfig = { dim: 0, nFft: 1024, hop: 256, padding: 'center' };
const SHORT: HeadConfig = { dim: 0, nFft: 512, hop: 256, padding: 'center' };

/** Windowed frames as a spectral head gives them. Its last column of `odd` is 0: a sine of whole turns. */
function randomFrames({ nFft }: HeadConfig, frames: number, seed = 1): SpectralFrames {
  const half = nFft / 2;
  const odd = randomValues(frames * half, seed).map((value, n) => (n % half === half - 1 ? 0 : value));
  return { frames, even: randomValues(frames * half, seed + 1), odd };
}

function part({ frames, even, odd }: SpectralFrames, from: number, to: number): SpectralFrames {
  const half = even.length / frames;
  const rows = [from * half, to * half] as const;
  return { frames: to - from, even: even.subarray(...rows), odd: odd.subarray(...rows) };
}

/** Pushes frames in groups that end at `cuts`. */
function joined(head: HeadConfig, frames: SpectralFrames, cuts: readonly number[]): Float32Array {
  const overlap = new OverlapAdd(head);
  const pieces = cuts.map((to, n) => overlap.push(part(frames, cuts[n - 1] ?? 0, to)));
  return Float32Array.from([...pieces, overlap.flush()].flatMap((piece) => [...piece]));
}

const atOnce = (head: HeadConfig, frames: SpectralFrames) => joined(head, frames, [frames.frames]);

/** The inverse STFT's end as its definition has it: all frames added, then divided by all squared windows, then cut. */
function definition({ nFft, hop, padding }: HeadConfig, { frames, even, odd }: SpectralFrames): number[] {
  const half = nFft / 2;
  const length = (frames - 1) * hop + nFft;
  const sums = new Array<number>(length).fill(0);
  const envelope = new Array<number>(length).fill(0);
  for (let frame = 0; frame < frames; frame++) {
    for (let n = 1; n < nFft; n++) {
      const place = frame * half + Math.min(n, nFft - n) - 1;
      const sign = n > half ? 1 : -1;
      const at = frame * hop + n;
      sums[at] = (sums[at] as number) + (even[place] as number) + sign * (odd[place] as number);
      envelope[at] = (envelope[at] as number) + (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / nFft)) ** 2;
    }
  }
  const cut = Math.floor((padding === 'center' ? nFft : nFft - hop) / 2);
  return sums.map((sum, n) => sum / Math.max(envelope[n] as number, 1e-11)).slice(cut, length - cut);
}

describe('OverlapAdd', () => {
  it.each<[HeadConfig, number, number]>([
    [OFFICIAL, 2, 256],
    [OFFICIAL, 3, 512],
    [OFFICIAL, 20, 19 * 256],
    [SHORT, 2, 256],
    [SHORT, 9, 8 * 256],
    [{ ...OFFICIAL, padding: 'same' }, 1, 256],
    [{ ...OFFICIAL, padding: 'same' }, 9, 9 * 256],
    [{ ...SHORT, padding: 'same' }, 9, 9 * 256],
    [{ dim: 0, nFft: 20, hop: 8, padding: 'center' }, 9, 64],
    [{ dim: 0, nFft: 20, hop: 8, padding: 'same' }, 9, 72],
    [{ dim: 0, nFft: 64, hop: 64, padding: 'same' }, 3, 192],
  ])('is as its definition with %j, %i frames, ends included', (head, count, length) => {
    const frames = randomFrames(head, count);
    const made = atOnce(head, frames);
    const right = definition(head, frames);
    expect(made).toHaveLength(length);
    // At the very ends windows are small, so that values are large; each is compared by its own size.
    const errors = right.map((value, n) => Math.abs((made[n] as number) - value) / Math.max(1, Math.abs(value)));
    expect(Math.max(...errors)).toBeLessThan(1e-6);
  });

  it.each([OFFICIAL, SHORT, { ...OFFICIAL, padding: 'same' } as const])(
    'gives the same samples, bit for bit, however frames are grouped, with %j',
    (head) => {
      const frames = randomFrames(head, 40);
      const right = atOnce(head, frames);
      const single = Array.from({ length: 40 }, (_, n) => n + 1);
      for (const cuts of [single, [1, 2, 40], [0, 3, 3, 17, 40, 40], [39, 40]]) {
        expect(joined(head, frames, cuts)).toEqual(right);
      }
    },
  );

  it.each([
    [OFFICIAL, [0, 0, 256, 256]],
    [SHORT, [0, 256, 256, 256]],
    [{ ...OFFICIAL, padding: 'same' } as const, [0, 128, 256, 256]],
  ])('gives samples as soon as no later frame reaches them, with %j', (head, lengths) => {
    const overlap = new OverlapAdd(head);
    const frames = randomFrames(head, 4);
    expect(lengths.map((_, n) => overlap.push(part(frames, n, n + 1)).length)).toEqual(lengths);
  });

  it('turns a constant signal into itself up to both ends', () => {
    const half = 512;
    const window = (n: number) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 1024);
    const row = Array.from({ length: half }, (_, n) => window(n + 1));
    const even = Float32Array.from({ length: 5 * half }, (_, n) => row[n % half] as number);
    // A frame of ones with the window once more: what an STFT of a constant signal comes back as.
    const made = atOnce(OFFICIAL, {
      frames: 5,
      even: even.map((value) => value * value),
      odd: new Float32Array(5 * half),
    });
    expect(maxAbs(made, new Float32Array(4 * 256).fill(1))).toBeLessThan(1e-6);
  });

  it.each([
    ['no frame', 0, OFFICIAL],
    ['one frame, all of which is trimmed', 1, OFFICIAL],
    ['no frame with padding same', 0, { ...OFFICIAL, padding: 'same' } as const],
  ])('gives no samples for %s', (_, count, head) => {
    expect(atOnce(head, randomFrames(head, count))).toHaveLength(0);
  });
});
