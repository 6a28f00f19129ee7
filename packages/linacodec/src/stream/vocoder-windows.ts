import type { DecoderModels } from '../session/decoder-models.ts';
import { countFrames, emptyGroupState, type GroupState } from '../session/group-state.ts';
import { CrossoverFilter } from '../spectrum/crossover-filter.ts';
import { FrameBuffer } from './frame-buffer.ts';
import type { MelProgress } from './mel-windows.ts';
import { OverlapAdd } from './overlap-add.ts';
import { Resampled } from './resampled.ts';
import type { WindowPlan } from './window-plan.ts';

/** Taps of the crossover of a stream: it holds back at most 54 ms, and its transition is 170 Hz wide. */
const CROSSOVER_TAPS = 1023;
/**
 * While a stream is younger than this, its group norms also count frames that are only previewed: statistics of the
 * first tenths of a second alone, which may be silence, would be far from those of the utterance.
 */
const YOUNG_SECONDS = 3;

/**
 * The vocoder in windows: mel frames in, samples at 48 kHz out. Its convolutions get their whole reach as context and
 * every spectral frame is added once, so that the 24 kHz branch is the same as without windows. The 48 kHz branch
 * differs by the group norms' statistics, which are those of the stream so far; successive windows overlap in its
 * inverse STFT, which fades one into the next.
 */
export class VocoderWindows {
  readonly #models: DecoderModels;
  readonly #plan: WindowPlan;
  readonly #mel: FrameBuffer;
  readonly #features: FrameBuffer;
  readonly #lowFrames: OverlapAdd;
  readonly #highFrames: OverlapAdd;
  readonly #low = new Resampled();
  readonly #high = new FrameBuffer(1);
  readonly #filter = new CrossoverFilter({ taps: CROSSOVER_TAPS });
  readonly #rate: number;
  readonly #youngFrames: number;
  #statistics: GroupState;
  #counted = 0;
  /** Feature frames whose 48 kHz frames are made. */
  #upsampled = 0;
  #crossed = 0;

  constructor(models: DecoderModels, plan: WindowPlan) {
    const { config } = models;
    this.#models = models;
    this.#plan = plan;
    this.#mel = new FrameBuffer(config.mels);
    this.#features = new FrameBuffer(config.vocoder.backbone.dim);
    this.#lowFrames = new OverlapAdd(config.vocoder.head);
    this.#highFrames = new OverlapAdd(config.vocoder.head48k);
    this.#statistics = emptyGroupState(config);
    this.#rate = config.vocoder.upsampler.factors.reduce((product, factor) => product * factor, 1);
    this.#youngFrames = (YOUNG_SECONDS * config.sampleRate) / config.hop;
  }

  /** Adds mel frames and returns the samples that follow from them; all that are left when it is the final window. */
  async next({ mel, preview }: MelProgress, final: boolean): Promise<Float32Array<ArrayBuffer>> {
    this.#mel.append(mel);
    const young = this.#features.end < this.#youngFrames && !final;
    const previewed = await this.#backbone(young ? preview : new Float32Array(0), final);
    await this.#upsampler(previewed, final);
    if (final) {
      this.#low.push(this.#lowFrames.flush());
      this.#high.append(this.#highFrames.flush());
    }
    return this.#cross(final);
  }

  /** Mel to features, as far as the context reaches; returns features of previewed frames, which are not kept. */
  async #backbone(preview: Float32Array, final: boolean): Promise<Float32Array> {
    const context = this.#plan.backbone;
    const from = this.#features.end;
    const end = this.#mel.end;
    const to = final ? end : end - context;
    if (to <= from) return new Float32Array(0);
    const first = Math.max(0, from - context);
    const { features, low } = await this.#models.backbone(joined(this.#mel.slice(first, end), preview));
    const dim = this.#features.width;
    const bins = low.even.length / low.frames;
    this.#features.append(features.subarray((from - first) * dim, (to - first) * dim));
    const [start, stop] = [(from - first) * bins, (to - first) * bins];
    this.#low.push(
      this.#lowFrames.push({
        frames: to - from,
        even: low.even.subarray(start, stop),
        odd: low.odd.subarray(start, stop),
      }),
    );
    this.#mel.drop(to - context);
    return preview.length === 0 ? preview : features.subarray((to - first) * dim);
  }

  /** Features to 48 kHz frames. */
  async #upsampler(preview: Float32Array, final: boolean): Promise<void> {
    const context = this.#plan.upsampler;
    const { config } = this.#models;
    const from = this.#upsampled;
    const end = this.#features.end;
    const to = final ? end : end - context;
    if (to <= from) return;
    const first = Math.max(0, from - context);
    const window = joined(this.#features.slice(first, end), preview);
    const frames = window.length / this.#features.width;
    const counts = countFrames(config, frames, Math.max(0, this.#counted - first), frames, final);
    const { high, state } = await this.#models.upsampler(window, this.#statistics, counts);
    this.#statistics = state;
    this.#counted = Math.max(this.#counted, first + frames);
    const bins = high.even.length / high.frames;
    const start = (from - first) * this.#rate;
    const stop = final ? high.frames : (to - first) * this.#rate;
    this.#high.append(
      this.#highFrames.push({
        frames: stop - start,
        even: high.even.subarray(start * bins, stop * bins),
        odd: high.odd.subarray(start * bins, stop * bins),
      }),
    );
    this.#upsampled = to;
    this.#features.drop(to - context);
  }

  /** Joins what both branches have. The 48 kHz branch ends with samples that belong to no frame of the other. */
  #cross(final: boolean): Float32Array<ArrayBuffer> {
    this.#low.settle(final);
    const end = final ? this.#low.end : Math.min(this.#low.end, this.#high.end);
    const audio = this.#filter.push(this.#high.slice(this.#crossed, end), this.#low.slice(this.#crossed, end));
    this.#crossed = end;
    this.#low.drop(end);
    this.#high.drop(end);
    return final ? joined(audio, this.#filter.flush()) : audio;
  }
}

function joined(a: Float32Array, b: Float32Array): Float32Array<ArrayBuffer> {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
