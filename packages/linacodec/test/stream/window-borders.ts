import type { DecoderConfig } from '../../src/checkpoint/decoder-config.ts';
import { TokenWindows } from '../../src/stream/token-windows.ts';
import { windowPlan } from '../../src/stream/window-plan.ts';

/** Order of a difference of samples. */
export type Order = 1 | 2;

/** Samples at 48 kHz for one at the rate of the mel. */
const SAMPLE_RATIO = 2;
/** A window's border is looked for within this many samples on both sides: 50 ms. */
const BORDER_REACH = 2_400;

/**
 * Samples of a decoded stream at which one window follows another: of the prenet, and earlier by their context those
 * of the mel decoder, the backbone and the upsampler.
 */
export function windowBorders(config: DecoderConfig, tokens: number): number[] {
  const plan = windowPlan(config);
  const windows = new TokenWindows(plan);
  windows.push(new Int32Array(tokens));
  windows.end();
  const borders: number[] = [];
  for (let window = windows.next(); window !== undefined && !window.final; window = windows.next()) {
    const prenet = (window.to * config.melUpsampleFactor) / plan.scale;
    const mel = prenet - plan.mel.after;
    const backbone = mel - plan.backbone;
    const frames = [prenet, mel, backbone, backbone - plan.upsampler];
    borders.push(...frames.map((frame) => Math.round(frame * config.hop * SAMPLE_RATIO)));
  }
  return borders;
}

/** Largest difference within 50 ms of a place; of order 1 it is a jump between two samples, of order 2 a kink. */
export function stepNear(audio: Float32Array, place: number, order: Order = 1): number {
  return largestStep(audio.subarray(Math.max(0, place - BORDER_REACH), Math.max(0, place + BORDER_REACH)), order);
}

/** Largest difference farther than 50 ms from all of the places. */
export function stepElsewhere(audio: Float32Array, places: readonly number[], order: Order = 1): number {
  let from = 0;
  let largest = 0;
  for (const place of [...places].sort((a, b) => a - b)) {
    largest = Math.max(largest, largestStep(audio.subarray(from, Math.max(from, place - BORDER_REACH)), order));
    from = Math.max(from, place + BORDER_REACH);
  }
  return Math.max(largest, largestStep(audio.subarray(from), order));
}

function largestStep(audio: Float32Array, order: Order): number {
  let largest = 0;
  for (let n = order; n < audio.length; n++) {
    const [now, last] = [audio[n] as number, audio[n - 1] as number];
    const step = order === 1 ? now - last : now - 2 * last + (audio[n - 2] as number);
    largest = Math.max(largest, Math.abs(step));
  }
  return largest;
}
