import type { DecoderConfig } from '../../src/checkpoint/decoder-config.ts';
import type { DecoderModels, SpectralFrames } from '../../src/session/decoder-models.ts';
import type { GroupState, UpsampledCounts } from '../../src/session/group-state.ts';
import { SMALL_CONFIG } from '../small-config.ts';

const HEAD = { dim: 64, nFft: 1024, hop: 256, padding: 'center' } as const;

/**
 * 25 tokens a second, but a tenth of the official mel rate: 9.4 frames and 4,800 samples a second. Attention sees as far
 * as the official one, so that context is bounded by seconds and not by reach.
 */
export const FAKE_CONFIG: DecoderConfig = {
  ...SMALL_CONFIG,
  hop: 2560,
  nFft: 2560,
  prenet: { ...SMALL_CONFIG.prenet, window: 65 },
  melDecoder: { ...SMALL_CONFIG.melDecoder, window: 65 },
  vocoder: { ...SMALL_CONFIG.vocoder, head: HEAD, head48k: HEAD },
};

/** Sizes of one call of the fake. */
export interface FakeCall {
  graph: 'prenet' | 'mel' | 'backbone' | 'upsampler';
  frames: number;
  /** Frames that count for the group norms, of the upsampler. */
  counted?: number;
}

/**
 * Models that take no time: content is the token's number, mel that plus the first value of the voice, and everything
 * after it constant. Sizes are right everywhere.
 */
export class FakeModels {
  readonly config: DecoderConfig;
  readonly contentChannels: number;
  readonly calls: FakeCall[] = [];

  constructor(config: DecoderConfig = FAKE_CONFIG) {
    this.config = config;
    this.contentChannels = config.prenet.outputDim ?? config.prenet.dim;
  }

  /** In place of real ones, whose class has private fields. */
  get models(): DecoderModels {
    return this as unknown as DecoderModels;
  }

  async voice(embedding: Float32Array): Promise<Float32Array> {
    return embedding.slice();
  }

  async prenet(tokens: Int32Array): Promise<Float32Array> {
    this.calls.push({ graph: 'prenet', frames: tokens.length });
    const width = this.contentChannels * this.config.melUpsampleFactor;
    return Float32Array.from({ length: tokens.length * width }, (_, n) => tokens[Math.floor(n / width)] as number);
  }

  async mel(frames: Float32Array, voice: Float32Array): Promise<Float32Array> {
    const count = frames.length / this.contentChannels;
    this.calls.push({ graph: 'mel', frames: count });
    const { mels } = this.config;
    const level = (frame: number) => (frames[frame * this.contentChannels] as number) + (voice[0] as number);
    return Float32Array.from({ length: count * mels }, (_, n) => level(Math.floor(n / mels)));
  }

  async backbone(mel: Float32Array): Promise<{ features: Float32Array; low: SpectralFrames }> {
    const { mels, vocoder } = this.config;
    const frames = mel.length / mels;
    this.calls.push({ graph: 'backbone', frames });
    return { features: new Float32Array(frames * vocoder.backbone.dim), low: spectrum(frames, vocoder.head.nFft) };
  }

  async upsampler(
    features: Float32Array,
    state: GroupState,
    counts: UpsampledCounts,
  ): Promise<{ high: SpectralFrames; state: GroupState }> {
    const { vocoder } = this.config;
    const counted = counts.stages[0]?.reduce((sum, one) => sum + one, 0) ?? 0;
    this.calls.push({ graph: 'upsampler', frames: features.length / vocoder.backbone.dim, counted });
    const count = state.count.map((values, norm) => values + (counts.values[norm] as number));
    const frames = counts.stages.at(-1)?.length ?? 0;
    return { high: spectrum(frames, vocoder.head48k.nFft), state: { ...state, count } };
  }
}

function spectrum(frames: number, nFft: number): SpectralFrames {
  return { frames, even: new Float32Array((frames * nFft) / 2), odd: new Float32Array((frames * nFft) / 2) };
}
