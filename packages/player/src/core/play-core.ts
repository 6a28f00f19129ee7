import { fadeGain } from './fade-gain.ts';
import { JitterTarget } from './jitter-target.ts';
import { LevelMeter } from './level-meter.ts';
import type { PlayMode, PlayReport } from './play-report.ts';
import { RingBuffer } from './ring-buffer.ts';

export interface PlayCoreOptions {
  /** Rate in Hz of all that goes in and out. */
  sampleRate: number;
  /** Samples that can wait. */
  capacity: number;
  startMs: number;
}

/** Long enough not to click, too short to be heard as a fade, in milliseconds. */
const FADE_MS = 5;

/**
 * Samples in at any time, samples out whenever they are asked for: the jitter buffer. The gaps it makes do not click
 * and lose nothing: sound fades out over 5 ms, and goes on 5 ms earlier with the fade-in that adds up with it to the
 * whole. For that it always holds back the last 5 ms until more, or the end, has come.
 */
export class PlayCore {
  readonly #sampleRate: number;
  readonly #ring: RingBuffer;
  readonly #target: JitterTarget;
  readonly #level = new LevelMeter();
  readonly #fade: number;
  #mode: PlayMode = 'filling';
  #complete = false;
  #underruns = 0;
  /** Samples since sound set in, and over how many of them it rises. */
  #risen = 0;
  #riseSpan: number;
  /** Samples of the fall that are done, of how many, and what comes after it. */
  #fallen = 0;
  #fallSpan = 0;
  #afterFall: 'filling' | 'paused' | 'stopped' = 'filling';

  constructor({ sampleRate, capacity, startMs }: PlayCoreOptions) {
    this.#sampleRate = sampleRate;
    this.#fade = Math.round((FADE_MS * sampleRate) / 1_000);
    this.#riseSpan = this.#fade;
    this.#ring = new RingBuffer(capacity, this.#fade);
    this.#target = new JitterTarget(startMs);
  }

  get mode(): PlayMode {
    return this.#mode;
  }

  /** True when the next `samples` samples can be played without a gap. */
  has(samples: number): boolean {
    return this.#complete || this.#ring.length >= samples + this.#fade;
  }

  /** Where it is; `level` is that of what was rendered since the last call. */
  report(): PlayReport {
    const level = this.#level.take();
    return {
      mode: this.#mode,
      played: this.#ring.position,
      underruns: this.#underruns,
      targetMs: this.#target.ms,
      level,
    };
  }

  /** More of the stream. Throws a RangeError past the capacity. */
  push(samples: Float32Array): void {
    if (this.#mode === 'ended' || this.#mode === 'stopped') return;
    this.#ring.write(samples);
    this.#start();
  }

  /** Nothing more comes: what is there is played to its last sample. */
  end(): void {
    this.#complete = true;
    this.#start();
  }

  pause(): void {
    if (this.#mode === 'filling') this.#mode = 'paused';
    else this.#leave('paused');
  }

  resume(): void {
    if (this.#mode === 'fading' && this.#afterFall === 'paused') this.#afterFall = 'filling';
    if (this.#mode !== 'paused') return;
    this.#mode = 'filling';
    this.#start();
  }

  stop(): void {
    if (this.#mode === 'filling' || this.#mode === 'paused') this.#mode = 'stopped';
    else this.#leave('stopped');
  }

  /** Fills `output` with what is to be heard: sound, or silence. Returns at which index the stream ended, if it did. */
  render(output: Float32Array): number | undefined {
    let at = 0;
    while (at < output.length && (this.#mode === 'playing' || this.#mode === 'fading')) {
      const rest = output.subarray(at);
      at += this.#mode === 'playing' ? this.#play(rest) : this.#fall(rest);
    }
    output.fill(0, at);
    this.#level.add(output);
    return this.#mode === 'ended' ? at : undefined;
  }

  /** Begins when there is enough, or when there will be no more. */
  #start(): void {
    if (this.#mode !== 'filling') return;
    const enough = Math.max((this.#target.ms * this.#sampleRate) / 1_000, this.#fade + 1);
    if (this.#complete && this.#ring.length === 0) this.#mode = 'ended';
    else if (this.#complete || this.#ring.length >= enough) {
      this.#mode = 'playing';
      this.#risen = 0;
    }
  }

  /** Plays what may be played; returns how many samples, 0 when only the mode changed. */
  #play(output: Float32Array): number {
    const waiting = this.#ring.length;
    const playable = this.#complete ? waiting : waiting - this.#fade;
    const samples = output.subarray(0, Math.max(0, playable));
    if (samples.length === 0) {
      if (this.#complete) this.#mode = 'ended';
      else this.#runOut();
      return 0;
    }
    this.#rise(samples);
    this.#target.played((samples.length * 1_000) / this.#sampleRate);
    if (this.#complete && this.#ring.length === 0) this.#mode = 'ended';
    return samples.length;
  }

  #runOut(): void {
    this.#underruns++;
    this.#target.underrun();
    this.#leave('filling');
  }

  /** Begins to fall silent; a fall that is under way goes on and ends otherwise. */
  #leave(to: 'filling' | 'paused' | 'stopped'): void {
    if (this.#mode === 'playing') {
      this.#mode = 'fading';
      this.#fallen = 0;
      this.#fallSpan = Math.min(this.#fade, this.#ring.length);
    }
    if (this.#mode === 'fading' && this.#afterFall !== 'stopped') this.#afterFall = to;
  }

  /** Reads the next samples, quieter while sound sets in. */
  #rise(samples: Float32Array): void {
    this.#ring.read(samples);
    for (let i = 0; i < samples.length && this.#risen < this.#riseSpan; i++, this.#risen++) {
      samples[i] = (samples[i] as number) * fadeGain(this.#risen, this.#riseSpan);
    }
  }

  #fall(output: Float32Array): number {
    const samples = output.subarray(0, this.#fallSpan - this.#fallen);
    this.#rise(samples);
    for (let i = 0; i < samples.length; i++, this.#fallen++) {
      samples[i] = (samples[i] as number) * (1 - fadeGain(this.#fallen, this.#fallSpan));
    }
    if (this.#fallen === this.#fallSpan) this.#silence();
    return samples.length;
  }

  /** The fall is over: steps back over it, unless nothing is to follow. */
  #silence(): void {
    this.#mode = this.#afterFall;
    if (this.#mode === 'stopped') return;
    this.#ring.stepBack(this.#fallSpan);
    this.#riseSpan = this.#fallSpan;
    this.#start();
  }
}
