import type { FetchProgress } from '../hub/fetch-progress.ts';
import type { TokenPiece } from '../tokens/token-piece.ts';

/** What a loaded decoder tells about itself. */
export interface DecoderInfo {
  /** As it was asked for. */
  model: string;
  /** Where its files are. */
  folder: string;
  parameters: number;
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

/** What the commands ask of a decoder. */
export interface Decoder {
  readonly info: DecoderInfo;
  /** A whole piece at once -> mono samples at 48 kHz, not clipped. `onProgress` hears 0..1. */
  decode(
    piece: { tokens: Int32Array; embedding: Float32Array },
    options?: { signal?: AbortSignal; onProgress?: (done: number) => void },
  ): Promise<Float32Array>;
  /** Audio as the tokens come. The first piece must bring an embedding. */
  stream(
    pieces: AsyncIterable<TokenPiece> | Iterable<TokenPiece>,
    options?: { signal?: AbortSignal },
  ): AsyncGenerator<Float32Array, void, void>;
  close(): Promise<void>;
}

/** How far a download is, in bytes. */
export type Fetched = Pick<FetchProgress, 'overallReceived' | 'overallTotal'>;

export interface OpenDecoderOptions {
  /** A folder, a repository of the hub, or `nano`. */
  model: string;
  env: Readonly<Record<string, string | undefined>>;
  workers?: number;
  threads?: number;
  fast?: boolean;
  signal?: AbortSignal;
  onFetchProgress?: (progress: Fetched) => void;
  notice?: (line: string) => void;
}

export type OpenDecoder = (options: OpenDecoderOptions) => Promise<Decoder>;

export interface FetchModelOptions {
  model: string;
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  onProgress: (progress: Fetched) => void;
}

/** Downloads a model unless it is there already -> the folder with its files. */
export type FetchModel = (options: FetchModelOptions) => Promise<string>;
