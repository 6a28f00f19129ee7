import { z } from 'zod';
import { MAX_PARAMETERS } from '../checkpoint/config-limits.ts';
import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { DECODER_CONFIG } from './cache-config-schema.ts';

/** The file of this name beside built models makes them count: it is written last. */
export const MANIFEST_NAME = 'manifest.json';

/** One with five graphs has about 3 kB. */
export const MAX_MANIFEST_BYTES = 64 * 1024;

/** Files of one entry; five graphs have two each. */
const MAX_FILES = 64;

/** What is written beside built models, and read back on the next start instead of opening the checkpoint. */
export interface Manifest {
  /** Version of what has built. */
  builder: number;
  config: DecoderConfig;
  /** Weights of the decoder in all. */
  parameters: number;
  /** Bytes of all files. */
  weightBytes: number;
  files: { name: string; bytes: number }[];
}

const BYTES = z.number().int().min(0);

// A name that leads out of the folder is none of ours.
const FILE = z.object({ name: z.string().regex(/^\w[\w.-]{0,99}$/), bytes: BYTES });

const MANIFEST: z.ZodType<Manifest> = z
  .object({
    builder: z.number().int(),
    config: DECODER_CONFIG,
    parameters: z.number().int().min(1).max(MAX_PARAMETERS),
    weightBytes: BYTES,
    files: z.array(FILE).min(1).max(MAX_FILES),
  })
  .refine(({ files, weightBytes }) => sumOfBytes(files) === weightBytes);

/** Reads the text of a manifest; undefined when it is none. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    return MANIFEST.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Bytes of all files. */
export function sumOfBytes(files: readonly { bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
