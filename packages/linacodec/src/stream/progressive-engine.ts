import { codecLengths } from '../geometry/codec-lengths.ts';
import { inputPosition, interpolationScale } from '../geometry/interpolation-grid.ts';
import type { DecoderModels } from '../session/decoder-models.ts';
import type { Engine, Step } from './engine.ts';
import { FrameBuffer } from './frame-buffer.ts';
import { interpolate } from './interpolate.ts';
import { MelWindows } from './mel-windows.ts';
import { SpeakerTrack } from './speaker-track.ts';
import { TokenWindows } from './token-windows.ts';
import { VocoderWindows } from './vocoder-windows.ts';
import { type WindowPlan, windowPlan } from './window-plan.ts';

/** What may be known of a stream beforehand. */
export interface ProgressiveOptions {
  /**
   * Tokens of the whole stream, which must be right. With it the frames lie where the exact mode has them; without it
   * they drift by up to 1.3 frames (13 ms) over the utterance, because the exact grid depends on the total.
   */
  totalTokens?: number;
}

/**
 * Decodes a stream of any length window by window, with bounded delay and memory. The result depends on the tokens
 * and embeddings alone, not on how they are grouped into pieces.
 */
export class ProgressiveEngine implements Engine {
  readonly #models: DecoderModels;
  readonly #plan: WindowPlan;
  readonly #scale: number;
  readonly #speakers = new SpeakerTrack();
  readonly #windows: TokenWindows;
  readonly #upsampled: FrameBuffer;
  readonly #mel: MelWindows;
  readonly #vocoder: VocoderWindows;
  /** An embedding speaks from the next token on, if there is one. */
  #nextSpeaker: Float32Array | undefined;
  #done = false;

  constructor(models: DecoderModels, { totalTokens }: ProgressiveOptions = {}) {
    this.#models = models;
    this.#plan = windowPlan(models.config);
    this.#scale = totalTokens === undefined ? this.#plan.scale : exactScale(models, totalTokens);
    this.#windows = new TokenWindows(this.#plan);
    this.#upsampled = new FrameBuffer(models.contentChannels);
    this.#mel = new MelWindows(models, this.#plan, this.#speakers);
    this.#vocoder = new VocoderWindows(models, this.#plan);
  }

  push(tokens: Int32Array, embedding?: Float32Array): void {
    this.#nextSpeaker = embedding ?? this.#nextSpeaker;
    if (tokens.length === 0) return;
    const at = (this.#windows.total * this.#models.config.melUpsampleFactor) / this.#scale;
    if (this.#nextSpeaker !== undefined) this.#speakers.change(this.#nextSpeaker, Math.round(at));
    this.#nextSpeaker = undefined;
    this.#windows.push(tokens);
  }

  end(): void {
    this.#windows.end();
  }

  async step(): Promise<Step> {
    if (this.#windows.ended && this.#windows.total === 0) this.#done = true;
    if (this.#done) return { hungry: false, done: true };
    const window = this.#windows.next();
    if (window === undefined) return { hungry: true, done: false };
    const width = this.#models.contentChannels * this.#models.config.melUpsampleFactor;
    const content = await this.#models.prenet(window.tokens);
    this.#upsampled.append(content.subarray(window.skip * width, (window.skip + window.to - window.from) * width));
    this.#interpolate(window.final);
    const mel = await this.#mel.next(window.final);
    const audio = await this.#vocoder.next(mel, window.final);
    this.#done = window.final;
    return { ...(audio.length > 0 ? { audio } : {}), hungry: false, done: this.#done };
  }

  /** Content frames at the rate of the mel, as far as they are certain. */
  #interpolate(final: boolean): void {
    const from = this.#mel.end;
    const inputs = this.#upsampled.end;
    let to = from;
    if (final) to = codecLengths(this.#models.config, this.#windows.total).frames;
    else while (inputPosition(this.#scale, to) < inputs - 1) to++;
    const base = Math.min(Math.floor(inputPosition(this.#scale, from)), inputs - 1);
    const frames = this.#upsampled.slice(base, inputs);
    this.#mel.push(interpolate(frames, this.#models.contentChannels, { scale: this.#scale, inputs, from, to, base }));
    this.#upsampled.drop(Math.min(Math.floor(inputPosition(this.#scale, to)), inputs - 1));
  }
}

function exactScale({ config }: DecoderModels, tokens: number): number {
  const { upsampled, frames } = codecLengths(config, tokens);
  return interpolationScale(upsampled, frames);
}
