/** One piece of speech as EchoTTS yields it: codec tokens, which only a LinaCodec decoder can play. */
export interface TokenMessage {
  status: 'streaming';
  /** From 1. */
  chunk: number;
  format: 'linacodec_tokens';
  /** 25 a second, each 0..12799. */
  tokens: number[];
  /** Who speaks: 128 numbers. */
  embedding: number[];
  /** Rate of the decoded audio, in Hz. */
  sample_rate: number;
  /** Rate of the audio that was encoded, in Hz. */
  original_sample_rate: number;
  num_tokens: number;
  encode_time_ms: number;
}

/** Whether a yielded value is a piece of speech in tokens. */
export function isTokenMessage(value: unknown): value is TokenMessage {
  return typeof value === 'object' && value !== null && 'tokens' in value && Array.isArray(value.tokens);
}
