/** Makes LinaCodec tokens of a whole utterance: mono samples at {@link CODEC_RATE}, at least {@link MIN_SAMPLES}. */
export type EncodeSpeech = (samples: Float32Array) => Promise<number[]>;

/** Rate at which speech is encoded, in Hz. */
export const CODEC_RATE = 24_000;
/** Tokens that a second of speech becomes. */
export const TOKENS_PER_SECOND = 25;
/** Kinds of tokens: levels 8 x 8 x 8 x 5 x 5 of the quantiser. */
export const TOKEN_KINDS = 12_800;
/** Fewest samples that can be encoded. */
export const MIN_SAMPLES = 121;

/** Samples at {@link CODEC_RATE} that a token stands for. */
export const SAMPLES_PER_TOKEN = CODEC_RATE / TOKENS_PER_SECOND;
/** Samples that the decoder makes beyond those of its tokens. */
const MARGIN = 120;

/** Fewest tokens whose decoded audio, 960 samples a token and 120 more, covers so many samples. */
export function tokenCount(samples: number): number {
  return Math.floor((samples + SAMPLES_PER_TOKEN - MARGIN - 1) / SAMPLES_PER_TOKEN);
}
