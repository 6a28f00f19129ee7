import type { DecoderModels } from '../session/decoder-models.ts';
import { FrameBuffer } from './frame-buffer.ts';
import type { SpeakerTrack } from './speaker-track.ts';
import type { WindowPlan } from './window-plan.ts';

/** Mel frames over which one window becomes the next; both have computed them. */
const SEAM_FRAMES = 8;

/** New mel frames of a stream. */
export interface MelProgress {
  /** `[frames, mels]`, the frames that follow those of the step before. */
  mel: Float32Array;
  /** What the window thinks of the frames after them, which the next window knows better. */
  preview: Float32Array;
}

/** The mel decoder in windows: content frames in, mel frames out, with `after` frames of delay. */
export class MelWindows {
  readonly #models: DecoderModels;
  readonly #plan: WindowPlan;
  readonly #speakers: SpeakerTrack;
  readonly #content: FrameBuffer;
  #done = 0;
  /** The last window's view of the frames from `#done` on. */
  #preview: Float32Array = new Float32Array(0);

  constructor(models: DecoderModels, plan: WindowPlan, speakers: SpeakerTrack) {
    this.#models = models;
    this.#plan = plan;
    this.#speakers = speakers;
    this.#content = new FrameBuffer(models.contentChannels);
  }

  /** Content frames so far. */
  get end(): number {
    return this.#content.end;
  }

  push(frames: Float32Array): void {
    this.#content.append(frames);
  }

  /** Decodes as far as the context reaches, or to the end when it is the final window. */
  async next(final: boolean): Promise<MelProgress> {
    const end = this.#content.end;
    const from = this.#done;
    const to = final ? end : end - this.#plan.mel.after;
    if (to <= from) return { mel: new Float32Array(0), preview: new Float32Array(0) };
    const width = this.#models.config.mels;
    const first = Math.max(0, from - this.#plan.mel.before);
    const window = await this.#decode(first, end);
    const kept = window.subarray((from - first) * width);
    blend(kept, this.#preview, width);
    this.#preview = kept.slice((to - from) * width);
    this.#done = to;
    this.#content.drop(to - this.#plan.mel.before);
    this.#speakers.drop(to - this.#plan.mel.before);
    return { mel: kept.slice(0, (to - from) * width), preview: this.#preview };
  }

  /** One run of the mel decoder a speaker, mixed frame by frame where one becomes the next. */
  async #decode(first: number, end: number): Promise<Float32Array> {
    const frames = this.#content.slice(first, end);
    const width = this.#models.config.mels;
    let mixed: Float32Array | undefined;
    for (const { embedding, shares } of this.#speakers.shares(first, end)) {
      const mel = await this.#models.mel(frames, await this.#models.voice(embedding));
      if (shares === undefined) return mel;
      mixed ??= new Float32Array(mel.length);
      for (let n = 0; n < mel.length; n++) {
        mixed[n] = (mixed[n] as number) + (mel[n] as number) * (shares[Math.floor(n / width)] as number);
      }
    }
    if (mixed === undefined) throw new TypeError('a stream has no speaker');
    return mixed;
  }
}

/** Fades the first frames of `next` in over what the window before made of them. */
function blend(next: Float32Array, before: Float32Array, width: number): void {
  const frames = Math.min(SEAM_FRAMES, before.length / width, next.length / width);
  for (let n = 0; n < frames * width; n++) {
    const share = (Math.floor(n / width) + 1) / (frames + 1);
    next[n] = (before[n] as number) * (1 - share) + (next[n] as number) * share;
  }
}
