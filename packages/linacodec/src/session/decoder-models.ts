import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { fsqCodes } from '../geometry/fsq-codes.ts';
import type { GraphName } from '../graph/graphs.ts';
import { conditionLayout } from '../graph/voice-graph.ts';
import { AttentionTables } from './attention-feeds.ts';
import { type GroupState, groupFeeds, type UpsampledCounts } from './group-state.ts';
import type { Feed, Session } from './onnx-session.ts';
import { Recent } from './recent.ts';

/** Speakers whose vectors are kept; 80 kB each at full size. */
const KEPT_VOICES = 64;

/** Windowed frames of a spectral head, folded in half: see `spectralHead`. */
export interface SpectralFrames {
  frames: number;
  /** `[frames, n_fft / 2]` each. */
  even: Float32Array;
  odd: Float32Array;
}

/** The five graphs as functions of arrays: shapes and feeds are settled here, time and windows are not. */
export class DecoderModels {
  readonly config: DecoderConfig;
  readonly #sessions: Readonly<Record<GraphName, Session>>;
  readonly #prenetTables: AttentionTables;
  readonly #melTables: AttentionTables;
  readonly #voices = new Recent<string, Float32Array>(KEPT_VOICES);

  constructor(config: DecoderConfig, sessions: Readonly<Record<GraphName, Session>>) {
    this.config = config;
    this.#sessions = sessions;
    this.#prenetTables = new AttentionTables(config.prenet);
    this.#melTables = new AttentionTables(config.melDecoder);
  }

  /** Channels of a content frame. */
  get contentChannels(): number {
    return this.config.prenet.outputDim ?? this.config.prenet.dim;
  }

  /** All vectors that the speaker's embedding becomes, from the cache when the speaker was here lately. */
  async voice(embedding: Float32Array): Promise<Float32Array> {
    const key = embedding.join();
    const kept = this.#voices.get(key);
    if (kept !== undefined) return kept;
    const { voice } = await this.#run('voice', { embedding: rows(embedding, embedding.length) }, ['voice']);
    return this.#voices.set(key, voice);
  }

  /** Tokens -> content frames `[u * tokens, C]`. `from` is the first token's place in the utterance. */
  async prenet(tokens: Int32Array, from = 0): Promise<Float32Array> {
    const { upsampled } = await this.prenetStages(tokens, ['upsampled'], from);
    return upsampled;
  }

  /** Tokens -> any of `content`, `prenet`, `upsampled`. */
  prenetStages<Stage extends 'content' | 'prenet' | 'upsampled'>(
    tokens: Int32Array,
    stages: readonly Stage[],
    from = 0,
  ) {
    const codes = fsqCodes(tokens, this.config.levels);
    const feeds = { codes: rows(codes, this.config.levels.length), ...this.#prenetTables.feeds(tokens.length, from) };
    return this.#run('prenet', feeds, stages);
  }

  /**
   * Interpolated content frames `[frames, C]` and a voice -> mel `[frames, mels]`. `from` is the first frame's place in
   * the utterance.
   */
  async mel(frames: Float32Array, voice: Float32Array, from = 0): Promise<Float32Array> {
    const { mel } = await this.melStages(frames, voice, ['mel'], from);
    return mel;
  }

  /** Content frames and a voice -> any of `decoded`, `mel`. */
  melStages<Stage extends 'decoded' | 'mel'>(
    frames: Float32Array,
    voice: Float32Array,
    stages: readonly Stage[],
    from = 0,
  ) {
    const content = rows(frames, this.contentChannels);
    const feeds = {
      frames: content,
      voice: { data: voice, dims: [conditionLayout(this.config).size] },
      ...this.#melTables.feeds(content.dims[0] as number, from),
    };
    return this.#run('mel', feeds, stages);
  }

  /** Mel `[frames, mels]` -> features `[frames, dim]` and the frames of the 24 kHz head. */
  async backbone(mel: Float32Array): Promise<{ features: Float32Array; low: SpectralFrames }> {
    const feeds = { mel: rows(mel, this.config.mels) };
    const result = await this.#run('backbone', feeds, ['features', 'head.even', 'head.odd']);
    const frames = mel.length / this.config.mels;
    return { features: result.features, low: { frames, even: result['head.even'], odd: result['head.odd'] } };
  }

  /** Features `[frames, dim]` -> the frames of the 48 kHz head, and what the group norms have seen after them. */
  async upsampler(
    features: Float32Array,
    state: GroupState,
    counts: UpsampledCounts,
  ): Promise<{ high: SpectralFrames; state: GroupState }> {
    const results = ['head_48k.even', 'head_48k.odd', 'mean_after', 'deviation_after'] as const;
    const result = await this.upsamplerStages(features, state, counts, results);
    const even = result['head_48k.even'];
    const high = { frames: (2 * even.length) / this.config.vocoder.head48k.nFft, even, odd: result['head_48k.odd'] };
    const count = state.count.map((values, norm) => values + (counts.values[norm] as number));
    return { high, state: { count, mean: result.mean_after, deviation: result.deviation_after } };
  }

  /** Like {@link upsampler}, with any results of the graph. */
  upsamplerStages<Stage extends string>(
    features: Float32Array,
    state: GroupState,
    counts: UpsampledCounts,
    stages: readonly Stage[],
  ) {
    const feeds = { features: rows(features, this.config.vocoder.backbone.dim), ...groupFeeds(state, counts) };
    return this.#run('upsampler', feeds, stages);
  }

  /** Frees the sessions. */
  async release(): Promise<void> {
    await Promise.all(Object.values(this.#sessions).map((session) => session.release()));
  }

  async #run<Result extends string>(graph: GraphName, feeds: Record<string, Feed>, results: readonly Result[]) {
    return (await this.#sessions[graph].run(feeds, results)) as Record<Result, Float32Array>;
  }
}

/** A matrix by the width of its rows. */
function rows(data: Float32Array, width: number): Feed {
  return { data, dims: [data.length / width, width] };
}
