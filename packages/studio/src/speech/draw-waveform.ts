/** CSS pixels from one bar to the next, and how wide one is. */
const BAR_STEP = 4;
const BAR_WIDTH = 2.5;
/** Height of a bar of silence in CSS pixels: a line that shows where speech will be. */
const LEAST_HEIGHT = 2;

/** How many bars fit, at least one. */
export function barCount(width: number): number {
  return Math.max(1, Math.floor(width / BAR_STEP));
}

/** Size and colours of what is drawn. */
export interface WaveformLook {
  /** CSS pixels. */
  width: number;
  height: number;
  played: string;
  waiting: string;
}

/**
 * Draws a bar for each peak, as high as its square root so that quiet words show too, the part that was heard in a colour of its own.
 * @param peaks [bars], 0..1
 * @param heard share of the whole that was heard, 0..1
 */
export function drawWaveform(
  context: CanvasRenderingContext2D,
  peaks: Float32Array,
  heard: number,
  { width, height, played, waiting }: WaveformLook,
): void {
  context.clearRect(0, 0, width, height);
  for (const [index, peak] of peaks.entries()) {
    const bar = Math.max(LEAST_HEIGHT, Math.sqrt(Math.min(1, peak)) * height);
    context.fillStyle = (index + 0.5) / peaks.length <= heard ? played : waiting;
    context.beginPath();
    context.roundRect(index * BAR_STEP, (height - bar) / 2, BAR_WIDTH, bar, BAR_WIDTH / 2);
    context.fill();
  }
}
