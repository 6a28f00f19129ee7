import { type CodecLengths, codecLengths } from '../geometry/codec-lengths.ts';
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
 * Inputs of a step, beyond the context on both sides: with the full reach as context a stage that is local in time
 * gives the same result in parts. The mel decoder takes a second of one core for so many frames (44 s), and its context
 * a tenth of that.
 */
const SPAN = { prenet: 1024, mel: 4096, backbone: 2048 };
/** Shares of the work, for telling progress. The rest is the crossover. */
const SHARE = { content: 0.12, mel: 0.45, low: 0.27, high: 0.12 };

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

type Steps<Result> = AsyncGenerator<Step, Result, void>;

/** Each stage is a generator of its own, so that what it works with is free once it is done. */
async function* decodeInSteps(
  models: DecoderModels,
  tokens: Int32Array,
  embedding: Float32Array | undefined,
): Steps<Step> {
  if (tokens.length === 0) return { hungry: false, done: true, progress: 1 };
  if (embedding === undefined) throw new TypeError('a piece has no embedding');
  const lengths = codecLengths(models.config, tokens.length);
  const mel = yield* decodeMel(models, yield* decodeContent(models, tokens, lengths), embedding);
  const { features, low } = yield* decodeLow(models, mel);
  const high = yield* decodeHigh(models, features);
  const resampled = resample2x(low);
  yield working(0.98);
  const audio = crossover(high.subarray(0, lengths.samples), resampled);
  return { audio, hungry: false, done: true, progress: 1 };
}

function working(progress: number): Step {
  return { hungry: false, done: false, progress };
}

/** Tokens to content frames at the rate of the mel, `[frames, C]`. */
async function* decodeContent(models: DecoderModels, tokens: Int32Array, lengths: CodecLengths): Steps<Float32Array> {
  const width = models.contentChannels;
  const content = new FrameBuffer(width);
  for (const part of partsOf(tokens.length, SPAN.prenet, reachOf(models.config).prenet)) {
    const made = await models.prenet(tokens.subarray(part.first, part.last), part.first);
    content.append(keep(made, part, models.config.melUpsampleFactor * width));
    yield working(SHARE.content * (part.to / tokens.length));
  }
  const scale = interpolationScale(lengths.upsampled, lengths.frames);
  const range = { scale, inputs: lengths.upsampled, from: 0, to: lengths.frames, base: 0 };
  return interpolate(content.slice(0, content.end), width, range);
}

/** Content frames to mel, `[frames, mels]`. */
async function* decodeMel(models: DecoderModels, frames: Float32Array, embedding: Float32Array): Steps<Float32Array> {
  const total = frames.length / models.contentChannels;
  const voice = await models.voice(embedding);
  const mel = new FrameBuffer(models.config.mels);
  for (const part of partsOf(total, SPAN.mel, reachOf(models.config).mel)) {
    const made = await models.mel(rowsOf(frames, part, models.contentChannels), voice, part.first);
    mel.append(keep(made, part, models.config.mels));
    yield working(SHARE.content + SHARE.mel * (part.to / total));
  }
  return mel.slice(0, mel.end);
}

/** Mel to the vocoder's features, `[frames, dim]`, and the samples of the 24 kHz branch. */
async function* decodeLow(
  models: DecoderModels,
  mel: Float32Array,
): Steps<{ features: Float32Array; low: Float32Array }> {
  const { mels, vocoder } = models.config;
  const total = mel.length / mels;
  const features = new FrameBuffer(vocoder.backbone.dim);
  const low = new Signal(vocoder.head);
  for (const part of partsOf(total, SPAN.backbone, reachOf(models.config).backbone)) {
    const made = await models.backbone(rowsOf(mel, part, mels));
    features.append(keep(made.features, part, vocoder.backbone.dim));
    low.push(keepFrames(made.low, part));
    yield working(SHARE.content + SHARE.mel + SHARE.low * (part.to / total));
  }
  return { features: features.slice(0, features.end), low: low.end() };
}

/**
 * Features to the samples of the 48 kHz branch. In one run, however long: its group norms need all frames at once.
 */
async function* decodeHigh(models: DecoderModels, features: Float32Array): Steps<Float32Array> {
  const { config } = models;
  const frames = features.length / config.vocoder.backbone.dim;
  const counts = countFrames(config, frames, 0, frames, true);
  const made = await models.upsampler(features, emptyGroupState(config), counts);
  yield working(SHARE.content + SHARE.mel + SHARE.low + SHARE.high);
  const high = new Signal(config.vocoder.head48k);
  high.push(made.high);
  return high.end();
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
