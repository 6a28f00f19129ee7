import { describe, expect, it } from 'vitest';
import { seededRandom } from '../test/random.ts';
import { float32Bytes, int16Bytes, sine, speechLike, unaligned } from '../test/signals.ts';
import { looksLikeFloat32 } from './looks-like-float32.ts';
import { floatToInt16, int16ToFloat } from './pcm.ts';

const LENGTHS = [512, 2_400, 24_000];
const PEAKS = [0.0005, 0.01, 0.1, 0.5, 1, 1.3];

const int16Of = (length: number, value: (n: number) => number) =>
  int16Bytes(Array.from({ length }, (_, n) => value(n)));

/** Levels that vary within +12500..16200 and -16500..-20200, three samples each. */
const pulse = (n: number) => (n % 6 < 3 ? 12_500 : -20_200) + ((n * 37) % 3_700);

describe('looksLikeFloat32', () => {
  it('fires on all float speech, quiet or loud, and on none of the same speech in 16 bits', () => {
    for (const length of LENGTHS) {
      for (const peak of PEAKS) {
        for (let seed = 0; seed < 6; seed++) {
          const speech = speechLike(seed, length, peak);
          expect(looksLikeFloat32(float32Bytes(speech)), `float, seed ${seed}, ${length} x ${peak}`).toBe(true);
          expect(looksLikeFloat32(floatToInt16(speech)), `16-bit, seed ${seed}, ${length} x ${peak}`).toBe(false);
        }
      }
    }
  });

  it('fires on float samples that were 16-bit or bfloat16 before', () => {
    const speech = speechLike(1, 4_800, 0.4);
    expect(looksLikeFloat32(float32Bytes(int16ToFloat(floatToInt16(speech))))).toBe(true);
    const bfloat16 = float32Bytes(speech).map((byte, i) => (i % 4 < 2 ? 0 : byte));
    expect(looksLikeFloat32(bfloat16)).toBe(true);
  });

  it('fires when most of it is silence, when a few samples are not numbers, and at odd offsets', () => {
    const speech = new Float32Array(200_000);
    speech.set(speechLike(2, 20_000, 0.3), 90_000);
    expect(looksLikeFloat32(float32Bytes(speech))).toBe(true);
    const broken = speechLike(3, 4_800, 0.3).map((value, n) => (n % 50 === 0 ? Number.NaN : value));
    expect(looksLikeFloat32(float32Bytes(broken))).toBe(true);
    expect(looksLikeFloat32(unaligned(float32Bytes(speechLike(4, 4_800, 0.3))))).toBe(true);
  });

  it('stays quiet on 16-bit noise of every loudness', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = seededRandom(seed);
      const peak = 32_767 * random() ** 2;
      const length = 2 * Math.floor(32 + 2_000 * random());
      expect(looksLikeFloat32(int16Of(length, () => peak * (2 * random() - 1))), `seed ${seed}`).toBe(false);
    }
  });

  it('stays quiet on 16-bit tones, square waves and constants of every height and offset', () => {
    for (let seed = 0; seed < 2_000; seed++) {
      const random = seededRandom(seed);
      const height = 32_767 * random();
      const offset = 4_000 * (random() - 0.5);
      const period = [2, 3, 4, 6, 8, 100, 2 + 500 * random()][seed % 7] as number;
      const wave = (n: number) => {
        const angle = (2 * Math.PI * (n + 0.5)) / period;
        return [Math.sin(angle), Math.sign(Math.sin(angle)), 1][seed % 3] as number;
      };
      const clipped = (n: number) => Math.max(-32_768, Math.min(32_767, height * wave(n) + offset));
      expect(looksLikeFloat32(int16Of(600, clipped)), `seed ${seed}`).toBe(false);
    }
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['silence', new Uint8Array(96_000)],
    ['a few float samples', float32Bytes(speechLike(5, 63, 0.5))],
    ['float bytes that are not whole floats', float32Bytes(speechLike(6, 4_800, 0.5)).subarray(0, -2)],
    [
      'random bytes',
      Uint8Array.from(
        { length: 8_000 },
        (
          (random) => () =>
            256 * random()
        )(seededRandom(7)),
      ),
    ],
    ['float values far past full scale', float32Bytes(sine(100, 24_000, 4_800, 30_000))],
    ['16-bit values in the high halves only', int16Of(4_800, (n) => (n % 2 === 0 ? 3 : 16_000))],
    [
      'a tone at a quarter of the rate, off centre',
      int16Of(4_800, (n) => [30_000, 16_200, -30_000, -16_600][n % 4] as number),
    ],
    ['pulses whose levels all lie where float samples have their high halves', int16Of(4_800, pulse)],
    [
      'stereo of which one side never changes sign',
      int16Of(4_800, (n) => (n % 2 === 0 ? 20_000 : 12_500 + (n % 3_700))),
    ],
    ['every byte the same', new Uint8Array(4_800).fill(0x3e)],
  ])('stays quiet on %s', (_name, bytes) => {
    expect(looksLikeFloat32(bytes)).toBe(false);
  });
});
