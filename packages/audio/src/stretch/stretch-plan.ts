import { millisecondsToSamples } from '../fade.ts';
import { checkSampleRate } from '../sample-rate.ts';
import { FRAMES_BEFORE } from './find-attacks.ts';

/** Slowest speed: each stretch of speech is heard four times over, and slower than that it only buzzes. */
export const MIN_SPEED = 0.25;
/** Fastest speed: a syllable of 200 ms keeps two windows, and faster speech is not understood. */
export const MAX_SPEED = 4;

/** Half a window. A window of 24 ms holds a period of the lowest voice and is shorter than most consonants. */
const HOP_MS = 12;
/** How far from its exact place a piece may be taken. Both sides together hold one period of a 50 Hz voice. */
const SEARCH_MS = 10;
/** How much farther a piece may be taken so that an attack is heard once: counted in input, at fast speeds in output. */
const DRIFT_MS = 10;
/** Length over which energy is measured to find attacks: a burst of a stop consonant fills one or two. */
const FRAME_MS = 2;
/** Rate in Hz that the coarse search runs at: the harmonics that carry a voice's period lie below half of it. */
const COARSE_RATE = 6_000;

/** Sizes of one stretch, in samples where not said otherwise. */
export interface StretchPlan {
  /** Input samples per output sample. */
  speed: number;
  /** Samples per output block, and of a crossfade. */
  hop: number;
  /** Greatest distance of a piece from its exact place: of a searched one, and of one moved to spare an attack. */
  search: number;
  drift: number;
  /** Samples per measure of energy. */
  frame: number;
  /** Samples averaged to one of the coarse search. */
  decimation: number;
}

/** Sizes for a stream at `sampleRate` Hz; a RangeError when the rate or the speed is not one we take. */
export function planStretch(sampleRate: number, speed: number): StretchPlan {
  checkSampleRate(sampleRate, 'sampleRate');
  if (!(speed >= MIN_SPEED && speed <= MAX_SPEED)) {
    throw new RangeError(`speed is ${speed}; it must be a number from ${MIN_SPEED} to ${MAX_SPEED}`);
  }
  return {
    speed,
    hop: millisecondsToSamples(HOP_MS, sampleRate),
    search: millisecondsToSamples(SEARCH_MS, sampleRate),
    drift: millisecondsToSamples(SEARCH_MS + DRIFT_MS * Math.max(1, speed), sampleRate),
    frame: millisecondsToSamples(FRAME_MS, sampleRate),
    decimation: Math.max(1, Math.round(sampleRate / COARSE_RATE)),
  };
}

/** Input place of the piece that output block `block` fades to, when the middle of its window lies exactly right. */
export function exactPlace({ speed, hop }: StretchPlan, block: number): number {
  return Math.round(speed * (block + 1) * hop) - hop;
}

/**
 * Input samples there must be before output block `block` is made: any piece it may choose, with the hop after it that
 * the next block fades from, and enough that at least one hop of output is left for the end of the stream.
 */
export function inputNeeded({ speed, hop, search, drift }: StretchPlan, block: number): number {
  const ahead = speed < 1 ? drift : search;
  return Math.max(Math.ceil(speed * (block + 1) * hop) + hop + ahead, Math.ceil(speed * (block + 2) * hop));
}

/**
 * First input sample that output block `block` or the end of the stream looks at, when the block before ended at `next`:
 * the pieces it may choose and the frames before them that an attack is told from.
 */
export function earliestPlace(plan: StretchPlan, block: number, next: number): number {
  const pieces = exactPlace(plan, block) - Math.max(plan.hop, plan.drift);
  return Math.min(next, pieces) - (FRAMES_BEFORE + 1) * plan.frame;
}
