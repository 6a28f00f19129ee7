import { Resampler } from '../resampler.ts';
import { joinSamples } from './join-samples.ts';
import { MAX_SPEED, MIN_SPEED } from './stretch-plan.ts';
import { TimeStretch } from './time-stretch.ts';

/** Lowest and highest pitch: an octave either way, beyond which a voice is no longer one. */
export const MIN_PITCH = 0.5;
export const MAX_PITCH = 2;

/** Steps of pitch in 1: a sixth of a semitone apart at most, and few enough for resampling with an exact filter. */
const STEPS = 100;
/** Scales a ratio of steps to rates that the resampler takes, in Hz; only their ratio matters. */
const RATE_PER_STEP = 100;

/** How speech is to be changed. */
export interface PitchShiftOptions {
  /** In Hz, 4000..192000. */
  sampleRate: number;
  /** How many times as high, 0.5..2; rounded to hundredths. */
  pitch: number;
  /** How many times as fast, 0.25..4; 1 when left out. */
  speed?: number;
}

/**
 * Changes the pitch of a mono stream of speech, and its speed along with it where that is asked for: time is stretched
 * at the same pitch (see {@link TimeStretch}), and resampling then brings the length back and the pitch along. Formants
 * move with it, so that a voice also sounds smaller or larger.
 *
 * n samples in give round(n / speed) out, bit for bit the same however the input is cut into pieces. At pitch 1 and
 * speed 1 samples pass through untouched.
 */
export class PitchShift {
  readonly #speed: number;
  readonly #stretches: readonly TimeStretch[];
  readonly #resampler: Resampler;
  #taken = 0;
  #given = 0;
  /** The last sample handed out, held on for where rounding leaves the end a sample short. */
  #last = 0;

  /** A RangeError for a rate, pitch or speed outside the ranges of {@link PitchShiftOptions}. */
  constructor({ sampleRate, pitch, speed = 1 }: PitchShiftOptions) {
    checkRange('pitch', pitch, MIN_PITCH, MAX_PITCH);
    checkRange('speed', speed, MIN_SPEED, MAX_SPEED);
    const steps = Math.round(pitch * STEPS);
    this.#speed = speed;
    this.#stretches = stretchSpeeds((speed * STEPS) / steps).map(
      (part) => new TimeStretch({ sampleRate, speed: part }),
    );
    this.#resampler = new Resampler(steps * RATE_PER_STEP, STEPS * RATE_PER_STEP);
  }

  /** Samples that are final now, perhaps none. */
  push<Buffer extends ArrayBufferLike>(samples: Float32Array<Buffer>): Float32Array<Buffer | ArrayBuffer> {
    this.#taken += samples.length;
    let changed: Float32Array<Buffer | ArrayBuffer> = samples;
    for (const stretch of this.#stretches) changed = stretch.push(changed);
    return this.#note(this.#resampler.push(changed));
  }

  /** Ends the stream: all that is left of round(n / speed) samples. Ready for another stream afterwards. */
  flush(): Float32Array<ArrayBuffer> {
    let tail: Float32Array = new Float32Array(0);
    for (const stretch of this.#stretches) tail = joinSamples([stretch.push(tail), stretch.flush()]);
    const rest = joinSamples([this.#resampler.push(tail), this.#resampler.flush()]);
    const exact = this.#exactly(Math.round(this.#taken / this.#speed) - this.#given, rest);
    this.#taken = 0;
    this.#given = 0;
    this.#last = 0;
    return exact;
  }

  #note<Buffer extends ArrayBufferLike>(samples: Float32Array<Buffer>): Float32Array<Buffer> {
    this.#given += samples.length;
    this.#last = samples.at(-1) ?? this.#last;
    return samples;
  }

  /** The two steps round by themselves, so that together they may be a sample or two off. */
  #exactly(length: number, rest: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
    const exact = new Float32Array(length).fill(rest.at(-1) ?? this.#last);
    exact.set(rest.subarray(0, length));
    return exact;
  }
}

/** A speed as one that {@link TimeStretch} takes, or as two that make it: speed and pitch may add up to twice its range. */
function stretchSpeeds(speed: number): number[] {
  return speed >= MIN_SPEED && speed <= MAX_SPEED ? [speed] : [Math.sqrt(speed), Math.sqrt(speed)];
}

function checkRange(name: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new RangeError(`${name} is ${value}; it must be a number from ${least} to ${most}`);
}
