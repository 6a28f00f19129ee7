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
  return median(pitchTrack(samples).filter((pitch) => pitch !== undefined));
}

/**
 * How many times as high as `original` speech at another speed is, place by place: the median over the windows that
 * are voiced in both.
 */
export function pitchRatio(original: Int16Array, spoken: Int16Array, speed: number): number {
  const track = pitchTrack(original);
  const middle = WINDOW / HOP / 2;
  const ratios = pitchTrack(spoken).map((pitch, i) => {
    const before = track[Math.round((i + middle) * speed - middle)];
    return pitch === undefined || before === undefined ? undefined : pitch / before;
  });
  return median(ratios.filter((ratio) => ratio !== undefined));
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Pitch in Hz every 10 ms, nothing where there is no voice. */
function pitchTrack(samples: Int16Array): (number | undefined)[] {
  const slow = decimated(samples, 48_000 / RATE);
  const windows = Math.max(0, Math.ceil((slow.length - WINDOW - RATE / LOWEST_HZ) / HOP));
  return Array.from({ length: windows }, (_, i) => pitchAt(slow, i * HOP));
}

function pitchAt(samples: Float64Array, at: number): number | undefined {
  const level = product(samples, at, at);
  if (Math.sqrt(level / WINDOW) < LEAST_LEVEL) return undefined;
  const shareAt = (lag: number) =>
    product(samples, at, at + lag) / Math.sqrt(level * product(samples, at + lag, at + lag));
  let best = { lag: 0, share: VOICED };
  for (let lag = Math.floor(RATE / HIGHEST_HZ); lag <= RATE / LOWEST_HZ; lag++) {
    const share = shareAt(lag);
    // Twice the period fits as well as the period; it has to fit better to count.
    if (share > best.share + (best.lag > 0 ? 0.03 : 0)) best = { lag, share };
  }
  if (best.lag === 0) return undefined;
  return RATE / (best.lag + peakOffset(shareAt(best.lag - 1), best.share, shareAt(best.lag + 1)));
}

/** Where the parabola through three neighbours has its peak, in steps from the middle one; at most one. */
function peakOffset(left: number, middle: number, right: number): number {
  const bend = left - 2 * middle + right;
  return bend >= 0 ? 0 : Math.max(-1, Math.min(1, (left - right) / (2 * bend)));
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
