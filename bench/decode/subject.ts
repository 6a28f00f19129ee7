import type { DecoderConfig } from '../../packages/linacodec/src/checkpoint/decoder-config.ts';

/** What is measured, and where. */
export interface Subject {
  /** Folder of the checkpoint. */
  model: string;
  config: DecoderConfig;
  /** Folder of built graphs: empty at first, and then filled by the first decoder that is opened. */
  cache: string;
  /** Takes other files that a measurement needs. */
  folder: string;
}
