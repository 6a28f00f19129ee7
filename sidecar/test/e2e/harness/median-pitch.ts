/** Rate at which pitch is looked for, in Hz: enough for the lowest voices, and little work. */
const RATE = 8_000;
const LOWEST_HZ = 60;
const HIGHEST_HZ = 320;
/** Samples of a window: 40 ms, more than two periods of the lowest voice. */
const WINDOW = 320;
/** Samples from window to window: 10 ms. */
const HOP = 80;
/** Share of its loudness that a voiced window has in common with itself a period later. */
const VOICED = 0.7;
/** Windows quieter than this, in steps of 16 bits, are not looked at. */
const LEAST_LEVEL = 500;

/** The median pitch in Hz of 16-bit speech at 48 kHz, by the autocorrelation of its voiced windows. */
export function medianPitch(samples: Int16Array): number {
  const slow = decimated(samples, 48_000 / RATE);
  const found: number[] = [];
  for (let at = 0; at + WINDOW + RATE / LOWEST_HZ < slow.length; at += HOP) {
    const pitch = pitchAt(slow, at);
    if (pitch !== undefined) found.push(pitch);
  }
  return found.sort((a, b) => a - b)[found.length >> 1] ?? 0;
}

function pitchAt(samples: Float64Array, at: number): number | undefined {
  const level = product(samples, at, at);
  if (Math.sqrt(level / WINDOW) < LEAST_LEVEL) return undefined;
  let best = { lag: 0, share: VOICED };
  for (let lag = Math.floor(RATE / HIGHEST_HZ); lag <= RATE / LOWEST_HZ; lag++) {
    const share = product(samples, at, at + lag) / Math.sqrt(level * product(samples, at + lag, at + lag));
    // Twice the period fits as well as the period; it has to fit better to count.
    if (share > best.share + (best.lag > 0 ? 0.03 : 0)) best = { lag, share };
  }
  return best.lag === 0 ? undefined : RATE / best.lag;
}

function product(samples: Float64Array, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < WINDOW; i++) sum += (samples[a + i] ?? 0) * (samples[b + i] ?? 0);
  return sum;
}

/** Means of `factor` samples each. */
function decimated(samples: Int16Array, factor: number): Float64Array {
  return Float64Array.from({ length: Math.floor(samples.length / factor) }, (_, n) => {
    let sum = 0;
    for (let i = 0; i < factor; i++) sum += samples[n * factor + i] ?? 0;
    return sum / factor;
  });
}
