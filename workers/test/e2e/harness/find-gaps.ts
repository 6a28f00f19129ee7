/** Length of what is judged at once: shorter than any pause of speech. In samples at 48 kHz, 10 ms. */
const WINDOW = 480;
/** Level from which the truth counts as sound, as a share of full scale: -40 dB. */
const SOUNDS = 0.01;
/** A gap is this much quieter than the truth: 20 dB, where no codec of speech is. */
const GAP = 0.1;
const FULL_SCALE = 32_768;

/** Where `heard` is silent and the truth is not, as places in samples. Both begin at the same moment. */
export function findGaps(truth: Int16Array, heard: Int16Array): number[] {
  const places = Array.from({ length: Math.floor(truth.length / WINDOW) }, (_, i) => i * WINDOW);
  return places.filter((at) => {
    const level = levelAt(truth, at);
    return level > SOUNDS && levelAt(heard, at) < GAP * level;
  });
}

/** Root mean square from 0 to 1; what is not there is silence. */
function levelAt(samples: Int16Array, at: number): number {
  const square = samples.subarray(at, at + WINDOW).reduce((sum, sample) => sum + (sample / FULL_SCALE) ** 2, 0);
  return Math.sqrt(square / WINDOW);
}
