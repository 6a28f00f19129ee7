import type { Utterance } from '../src/index.ts';

/** Pitches that voices have, also at half and twice their own, in Hz. */
const LOWEST_HZ = 45;
const HIGHEST_HZ = 480;
/** Length of what is compared with itself, and step between the places where that is done, in seconds. */
const FRAME_S = 0.04;
const STEP_S = 0.03;
/** Likeness from which a sound is taken for a voiced one. */
const VOICED = 0.5;

/** The middle of the pitches of all voiced places, in Hz: where a stretch of sound is most like itself one period on. */
export function pitchOf({ samples, sampleRate }: Utterance): number {
  const pitches: number[] = [];
  const frame = Math.round(FRAME_S * sampleRate);
  const longest = Math.ceil(sampleRate / LOWEST_HZ);
  for (let at = 0; at + frame + longest < samples.length; at += Math.round(STEP_S * sampleRate)) {
    const pitch = pitchAt(samples, at, frame, sampleRate);
    if (pitch !== undefined) pitches.push(pitch);
  }
  return pitches.sort((a, b) => a - b)[pitches.length >> 1] ?? Number.NaN;
}

function pitchAt(samples: Float32Array, at: number, frame: number, sampleRate: number): number | undefined {
  const likeness: number[] = [];
  for (let lag = Math.floor(sampleRate / HIGHEST_HZ); lag <= sampleRate / LOWEST_HZ; lag++) {
    likeness[lag] = correlation(samples, at, at + lag, frame);
  }
  const best = Math.max(...likeness.filter((value) => value !== undefined));
  if (!(best > VOICED)) return undefined;
  // Two periods are as like as one: the first peak that comes close to the best is meant.
  const lag = likeness.findIndex((value, i) => value > 0.9 * best && value >= (likeness[i + 1] ?? 0));
  return sampleRate / lag;
}

function correlation(samples: Float32Array, a: number, b: number, length: number): number {
  let [product, powerA, powerB] = [0, 0, 0];
  for (let i = 0; i < length; i++) {
    const [x, y] = [samples[a + i] ?? 0, samples[b + i] ?? 0];
    product += x * y;
    powerA += x * x;
    powerB += y * y;
  }
  return product / Math.sqrt(powerA * powerB + 1e-9);
}
