import type { FetchProgress } from '../hub/fetch-progress.ts';
import type { Decoder, DecoderInfo } from '../pool/decoder.ts';

export type { Decoder, DecoderInfo };

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
