import type { TokenPiece } from '../tokens/token-piece.ts';

/** What a loaded decoder tells about itself. */
export interface DecoderInfo {
  /** As it was asked for. */
  model: string;
  /** Where its files are. */
  folder: string;
  parameters: number;
  /** Bytes of the built graphs. */
  weightBytes: number;
  /** Tokens a second: 12.5 or 25. */
  tokenRate: number;
  /** Hz of the audio. */
  sampleRate: number;
  vocabulary: number;
  /** Values of a speaker embedding. */
  embeddingSize: number;
  workers: number;
  /** Threads of each worker. */
  threads: number;
  precision: 'fp32' | 'fast';
  /** The built graphs: `hit` when they were there already. */
  cache: { folder: string; hit: boolean; bytes: number };
  loadMs: number;
}

export interface StreamOptions {
  signal?: AbortSignal;
  /** Tokens of the whole stream, when they are known: then frames lie exactly where exact decoding has them. */
  totalTokens?: number;
}

/** LinaCodec tokens to audio. Safe for many callers at once; they take turns. */
export interface Decoder {
  readonly info: DecoderInfo;
  /**
   * Exact: a whole piece at once -> mono samples at 48 kHz, not clipped. `onProgress` hears 0..1. Throws a TokenError
   * for tokens or an embedding that cannot be, a DecoderError when decoding fails, the signal's reason when it aborts.
   */
  decode(
    piece: { tokens: Int32Array; embedding: Float32Array },
    options?: { signal?: AbortSignal; onProgress?: (done: number) => void },
  ): Promise<Float32Array>;
  /**
   * Progressive: audio from windows as tokens come, pulled by the reader. The first piece must bring an embedding;
   * one that differs later takes over smoothly. Ending the generator or aborting frees all that
   * it holds; the source's `return` is called when the reader ends or asks for more.
   */
  stream(
    pieces: AsyncIterable<TokenPiece> | Iterable<TokenPiece>,
    options?: StreamOptions,
  ): AsyncGenerator<Float32Array, void, void>;
  /**
   * Ends the threads. Whatever is being decoded fails. Call it before the process exits: Node aborts when it has to end
   * a thread in the middle of native code.
   */
  close(): Promise<void>;
}
