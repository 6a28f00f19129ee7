import type { AudioPayload } from '@voxlane/runpod';

/** A chunk of codec tokens as it came, not checked yet. */
export type TokenChunk = Extract<AudioPayload, { kind: 'tokens' }>;

/** Makes sound of codec tokens. Only a place that holds a codec model has one; it is handed in. */
export interface TokenDecoder {
  /** Rate of the samples in Hz. */
  sampleRate: number;
  /**
   * The chunks of one job, in order -> mono floats, as early as the codec can, read only while the consumer waits.
   * Every block is a fresh one, which its reader may change. Throws a Problem `upstream_bad_audio` for tokens that cannot
   * be, without waiting for the next chunk, and the signal's reason when it aborts.
   */
  stream(chunks: AsyncIterable<TokenChunk>, signal: AbortSignal): AsyncGenerator<Float32Array, void, undefined>;
}
