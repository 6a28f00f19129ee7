import { describe, expect, it } from 'vitest';
import { sine } from '../../test/signals.ts';
import { voice } from '../../test/stretched.ts';
import { FRAMES_BEFORE, findAttacks } from './find-attacks.ts';

const FRAME = 48;

/** A tone that begins at sample `onset`. */
function toneAt(onset: number, amplitude: number): Float32Array {
  const samples = new Float32Array(4_800);
  samples.set(sine(1_000, 24_000, samples.length - onset, amplitude), onset);
  return samples;
}

describe('findAttacks', () => {
  it('finds the frame in which a tone begins', () => {
    expect(findAttacks(toneAt(40 * FRAME, 0.5), FRAME)).toEqual([40 * FRAME]);
  });

  it('takes neither an inaudible tone nor silence for an attack', () => {
    expect(findAttacks(toneAt(40 * FRAME, 0.001), FRAME)).toEqual([]);
    expect(findAttacks(new Float32Array(4_800), FRAME)).toEqual([]);
  });

  it('looks only back at its first frames', () => {
    expect(findAttacks(toneAt((FRAMES_BEFORE - 1) * FRAME, 0.5), FRAME)).toEqual([]);
    expect(findAttacks(toneAt(FRAMES_BEFORE * FRAME, 0.5), FRAME)).toEqual([FRAMES_BEFORE * FRAME]);
  });

  it.each([60, 90, 200])('takes no pulse of a %i Hz voice for an attack', (pitch) => {
    expect(
      findAttacks(
        voice(() => pitch, 1),
        FRAME,
      ),
    ).toEqual([]);
  });

  it('finds nothing in less than a frame', () => {
    expect(findAttacks(new Float32Array(FRAME - 1), FRAME)).toEqual([]);
  });
});
