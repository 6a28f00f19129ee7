/** What is heard: -60 dB of full scale. Models begin with noise below it. */
const AUDIBLE = 0.001;

/** Index of the first sample that can be heard; undefined when all are silence. */
export function firstSound(samples: Float32Array): number | undefined {
  const at = samples.findIndex((sample) => Math.abs(sample) >= AUDIBLE);
  return at < 0 ? undefined : at;
}
