import type { CliSystem } from './cli-system.ts';
import type { OutputFormat } from './output-format.ts';
import type { OutputTarget } from './output-target.ts';
import type { ModelOptions } from './with-decoder.ts';

/** One run of `decode`, with everything open that it needs but the decoder. */
export interface DecodeJob {
  /** JSON; ends early when the run is interrupted. */
  input: AsyncIterable<Uint8Array>;
  target: OutputTarget;
  format: OutputFormat;
  model: ModelOptions;
  system: CliSystem;
}

/** What a run of `decode` has done. */
export interface DecodeResult {
  /** Length of the audio. */
  audioSeconds: number;
  /** Time from the first token to the last sample, without loading the model. */
  elapsedMs: number;
}
