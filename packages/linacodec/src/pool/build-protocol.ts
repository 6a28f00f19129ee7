import type { CheckpointFault } from '../checkpoint/checkpoint-error.ts';
import type { DecoderConfig } from '../checkpoint/decoder-config.ts';

/** What to build, and where to. */
export interface BuildSetup {
  /** Folder of the checkpoint's files. */
  checkpoint: string;
  /** An existing empty folder. */
  folder: string;
  /** For the fast mode: the largest 8-bit weight. */
  int8Limit?: number;
}

/** What is known of a checkpoint once it is read. */
export interface BuiltFrom {
  config: DecoderConfig;
  parameters: number;
}

export type BuildReply = { built: BuiltFrom } | { fault: CheckpointFault };
