import type { ResampleFilter } from '../src/resample-filter.ts';

/** Gain in dB of the whole filter at `frequency`, in cycles per input sample. 0 dB is a signal kept as it is. */
export function gainDb({ phases, taps, table }: ResampleFilter, frequency: number): number {
  let re = 0;
  let im = 0;
  for (let phase = 0; phase < phases; phase++) {
    for (let k = 0; k < taps; k++) {
      const angle = 2 * Math.PI * frequency * (phase / phases - (k - taps / 2 + 1));
      const tap = table[phase * taps + k] as number;
      re += tap * Math.cos(angle);
      im += tap * Math.sin(angle);
    }
  }
  return 20 * Math.log10(Math.hypot(re, im) / phases);
}

/** `count` numbers evenly from `from` to `to`, both included. */
export function evenly(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}
