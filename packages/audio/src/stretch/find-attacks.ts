import { energy } from './similarity.ts';

/** How many times the energy of each frame before it an attack has: 9 dB, more than a voice varies in a period. */
const RISE = 8;
/** Frames looked back: at 2 ms each longer than a period of a 60 Hz voice, whose pulses are no attacks. */
export const FRAMES_BEFORE = 9;
/** Mean square under which nothing is an attack: -50 dB of full scale. */
const AUDIBLE = 1e-5;

/**
 * Where sudden rises of energy begin, such as the burst of a stop consonant, to a frame of `frame` samples. The first
 * {@link FRAMES_BEFORE} frames are only looked back at.
 */
export function findAttacks(samples: Float32Array, frame: number): number[] {
  const energies = frameEnergies(samples, frame);
  const attacks: number[] = [];
  for (let i = FRAMES_BEFORE; i < energies.length; i++) {
    let before = 0;
    for (let k = i - FRAMES_BEFORE; k < i; k++) before = Math.max(before, energies[k] as number);
    if ((energies[i] as number) > Math.max(AUDIBLE, RISE * before)) attacks.push(i * frame);
  }
  return attacks;
}

/** Mean square of each whole frame. */
function frameEnergies(samples: Float32Array, frame: number): Float64Array {
  const energies = new Float64Array(Math.floor(samples.length / frame));
  for (let i = 0; i < energies.length; i++) {
    energies[i] = energy(samples, i * frame, frame) / frame;
  }
  return energies;
}
