import { codecLengths } from '../geometry/codec-lengths.ts';
import { interpolationScale } from '../geometry/interpolation-grid.ts';
import type { DecoderModels, SpectralFrames } from '../session/decoder-models.ts';
import { countFrames, emptyGroupState } from '../session/group-state.ts';
import { crossover } from '../spectrum/crossover.ts';
import { resample2x } from '../spectrum/resample2x.ts';
import type { Engine, Step } from './engine.ts';
import { FrameBuffer } from './frame-buffer.ts';
import { interpolate } from './interpolate.ts';
import { OverlapAdd } from './overlap-add.ts';
import { reachOf } from './reach.ts';

/**
 * Input frames of a step, beyond the context on both sides: with the full reach as context a stage that is local in
 * time gives the same result in parts. A part of this many takes about a second and its context a tenth of that.
 */
const SPAN = { tokens: 1024, frames: 4096 };

/**
 * The whole piece as the reference decodes it: full context everywhere, group norms over all frames, the crossover
 * over all samples. Audio comes with the last step.
 */
export class ExactEngine implements Engine {
  readonly #models: DecoderModels;
  readonly #tokens: Int32Array[] = [];
  #embedding: Float32Array | undefined;
  #steps: AsyncGenerator<Step, Step, void> | undefined;
  #done = false;

  constructor(models: DecoderModels) {
    this.#models = models;
  }

  push(tokens: Int32Array, embedding?: Float32Array): void {
    this.#tokens.push(tokens);
    this.#embedding ??= embedding;
  }

  end(): void {
    const all = new Int32Array(this.#tokens.reduce((sum, one) => sum + one.length, 0));
    let at = 0;
    for (const part of this.#tokens.splice(0)) {
      all.set(part, at);
      at += part.length;
    }
    this.#steps = decodeInSteps(this.#models, all, this.#embedding);
  }

  async step(): Promise<Step> {
    if (this.#done) return { hungry: false, done: true };
    if (this.#steps === undefined) return { hungry: true, done: false };
    const { value, done } = await this.#steps.next();
    this.#done = done === true;
    return value;
  }
}

async function* decodeInSteps(
  models: DecoderModels,
  tokens: Int32Array,
  embedding: Float32Array | undefined,
): AsyncGenerator<Step, Step, void> {
  if (tokens.length === 0) return { hungry: false, done: true, progress: 1 };
  if (embedding === undefined) throw new TypeError('a piece has no embedding');
  const { config } = models;
  const lengths = codecLengths(config, tokens.length);
  const reach = reachOf(config);
  const step = (progress: number): Step => ({ hungry: false, done: false, progress });

  const content = new FrameBuffer(models.contentChannels);
  for (const part of partsOf(tokens.length, SPAN.tokens, reach.prenet)) {
    const made = await models.prenet(tokens.subarray(part.first, part.last));
    content.append(keep(made, part, config.melUpsampleFactor * models.contentChannels));
    yield step(0.12 * (part.to / tokens.length));
  }
  const scale = interpolationScale(lengths.upsampled, lengths.frames);
  const range = { scale, inputs: lengths.upsampled, from: 0, to: lengths.frames, base: 0 };
  const frames = interpolate(content.slice(0, content.end), models.contentChannels, range);

  const voice = await models.voice(embedding);
  const mel = new FrameBuffer(config.mels);
  for (const part of partsOf(lengths.frames, SPAN.frames, reach.mel)) {
    const made = await models.mel(rowsOf(frames, part, models.contentChannels), voice);
    mel.append(keep(made, part, config.mels));
    yield step(0.12 + 0.48 * (part.to / lengths.frames));
  }

  const features = new FrameBuffer(config.vocoder.backbone.dim);
  const low = new Signal(config.vocoder.head);
  const melFrames = mel.slice(0, mel.end);
  for (const part of partsOf(lengths.frames, SPAN.frames, reach.backbone)) {
    const made = await models.backbone(rowsOf(melFrames, part, config.mels));
    features.append(keep(made.features, part, config.vocoder.backbone.dim));
    low.push(keepFrames(made.low, part));
    yield step(0.6 + 0.27 * (part.to / lengths.frames));
  }

  const counts = countFrames(config, lengths.frames, 0, lengths.frames, true);
  const made = await models.upsampler(features.slice(0, features.end), emptyGroupState(config), counts);
  const high = new Signal(config.vocoder.head48k);
  high.push(made.high);
  yield step(0.97);

  const audio = crossover(high.end().subarray(0, lengths.samples), resample2x(low.end()));
  return { audio, hungry: false, done: true, progress: 1 };
}

/** One part of a local stage: what is asked for, and with its context what has to be computed. */
interface Part {
  from: number;
  to: number;
  first: number;
  last: number;
}

function* partsOf(total: number, span: number, reach: number): Generator<Part> {
  const size = Number.isFinite(reach) ? span : total;
  for (let from = 0; from < total; from += size) {
    // A rest that is hardly more than context is not worth a part of its own.
    const to = total - (from + size) < 2 * reach ? total : from + size;
    yield { from, to, first: Math.max(0, from - reach), last: Math.min(total, to + reach) };
    if (to === total) return;
  }
}

function rowsOf(data: Float32Array, { first, last }: Part, width: number): Float32Array {
  return data.subarray(first * width, last * width);
}

/** The rows of a part without its context. */
function keep(data: Float32Array, { from, to, first }: Part, width: number): Float32Array {
  return data.subarray((from - first) * width, (to - first) * width);
}

function keepFrames({ even, odd, frames }: SpectralFrames, part: Part): SpectralFrames {
  return {
    frames: part.to - part.from,
    even: keep(even, part, even.length / frames),
    odd: keep(odd, part, odd.length / frames),
  };
}

/** Samples of one head, all of them. */
class Signal {
  readonly #overlap: OverlapAdd;
  readonly #samples = new FrameBuffer(1);

  constructor(head: ConstructorParameters<typeof OverlapAdd>[0]) {
    this.#overlap = new OverlapAdd(head);
  }

  push(frames: SpectralFrames): void {
    this.#samples.append(this.#overlap.push(frames));
  }

  end(): Float32Array {
    this.#samples.append(this.#overlap.flush());
    return this.#samples.slice(0, this.#samples.end);
  }
}
