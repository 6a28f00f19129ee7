import { describe, expect, it } from 'vitest';
import { joined, largestStep, level, tone } from '../test/samples.ts';
import { SmoothJoint } from './smooth-joint.ts';

const RATE = 8_000;
/** 5 ms at 8 kHz. */
const SMOOTHING = 40;

/** Stretches of blocks through one smoother, as one signal. */
function play(...stretches: readonly Float32Array[][]): Float32Array {
  const smooth = new SmoothJoint(RATE);
  const blocks = stretches.flatMap((stretch) => {
    smooth.joint();
    return stretch.map((block) => smooth.apply(block.slice()));
  });
  return joined(blocks);
}

/** The same signal in blocks of `size`. */
function cut(signal: Float32Array, size: number): Float32Array[] {
  return Array.from({ length: Math.ceil(signal.length / size) }, (_, i) => signal.slice(i * size, (i + 1) * size));
}

describe('SmoothJoint', () => {
  it('leaves the first stretch as it is, whatever it begins with', () => {
    expect(play([level(0.9, 100)])).toEqual(level(0.9, 100));
  });

  it('lets a step go along half a cosine', () => {
    const heard = play([level(0.5, 10)], [level(-0.5, 200)]);
    expect(heard[10]).toBeCloseTo(0.5, 6);
    expect(heard[10 + SMOOTHING / 2]).toBeCloseTo(0, 6);
    expect(largestStep(heard)).toBeLessThan(Math.PI / 2 / SMOOTHING + 1e-6);
  });

  it('is over after 5 ms, bit for bit', () => {
    const heard = play([level(0.5, 10)], [level(-0.25, 200)]);
    expect(heard.subarray(10 + SMOOTHING)).toEqual(level(-0.25, 200 - SMOOTHING));
    expect(heard[10 + SMOOTHING - 1]).not.toBe(-0.25);
  });

  it('leaves a stretch that begins where the other ended as it is, bit for bit', () => {
    const second = tone(440, RATE, 100);
    const first = level(second[0] as number, 5);
    expect(play([first], [second]).subarray(5)).toEqual(second);
  });

  it.each([1, 3, 39, 40, 41])('does the same for blocks of %i samples', (size) => {
    const second = tone(300, RATE, 200).map((sample) => sample + 0.3);
    const whole = play([level(-0.7, 20)], [second]);
    expect(play(cut(level(-0.7, 20), size), cut(second, size))).toEqual(whole);
  });

  it('takes several joints, also one within the smoothing of another', () => {
    const heard = play([level(0.8, 50)], [level(-0.8, 10)], [level(0.8, 10)], [level(-0.8, 100)]);
    expect(largestStep(heard)).toBeLessThan(0.07);
    expect(heard.at(-1)).toBeCloseTo(-0.8, 6);
  });

  it('counts a joint before an empty block for the next one with samples', () => {
    const heard = play([level(0.5, 10)], [new Float32Array(0), level(-0.5, 100)]);
    expect(heard[10]).toBeCloseTo(0.5, 6);
  });

  it('changes nothing without a joint', () => {
    const smooth = new SmoothJoint(RATE);
    expect(joined([level(1, 2), level(-1, 2)].map((block) => smooth.apply(block)))).toEqual(
      Float32Array.of(1, 1, -1, -1),
    );
  });
});
