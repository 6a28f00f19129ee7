/**
 * What the reference implementation took, in milliseconds, by threads and seconds of audio: the full-size 12.5 Hz
 * decoder with random weights in float32 on PyTorch 1.13.1 with OpenBLAS 0.3.21 (AVX2 kernels) on a virtual machine
 * with two cores of a server-class AMD processor; the best of several runs with the model loaded.
 */
const REFERENCE_MS: Readonly<Record<number, Readonly<Record<number, number>>>> = {
  1: { 2: 190, 10: 1_050, 30: 5_920 },
  2: { 2: 153, 10: 770, 30: 4_150 },
};

/** What its matrix product (1024 x 1024 x 1024) reached there on one thread, in GFLOP/s. It is not known for two. */
const REFERENCE_PEAK = 124;

/** How a decode compares with the reference's of the same length; below 1 is faster than it. */
export interface AgainstReference {
  /** Of times as they were measured, each on its own machine. */
  plain: number;
  /** With the reference's time scaled to this machine by the matrix peaks of both; one thread only. */
  scaled?: number;
}

/** Compares the time of a decode; undefined for lengths and threads that the reference was not measured with. */
export function againstReference(
  ms: number,
  { threads, seconds, peak }: { threads: number; seconds: number; peak: number },
): AgainstReference | undefined {
  const reference = REFERENCE_MS[threads]?.[seconds];
  if (reference === undefined) return undefined;
  const plain = ms / reference;
  return threads === 1 ? { plain, scaled: ms / ((reference * REFERENCE_PEAK) / peak) } : { plain };
}
