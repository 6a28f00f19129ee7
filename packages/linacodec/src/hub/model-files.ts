/** One file of a LinaCodec repository. */
export interface ModelFile {
  /** From the root of the repository. */
  path: string;
  /** More than this is refused before a byte is fetched. */
  maxBytes: number;
}

/** The real ones have a few KiB. */
const MAX_CONFIG_BYTES = 1024 ** 2;
/** The real ones stay under 1 GiB; also what a reader of 32-bit offsets could take. */
const MAX_WEIGHTS_BYTES = 4 * 1024 ** 3;

/** All that a decoder needs of the repository, small ones first: a wrong repository shows before the long download. */
export const MODEL_FILES: readonly ModelFile[] = [
  { path: 'config.yaml', maxBytes: MAX_CONFIG_BYTES },
  { path: 'vocoder/config.yaml', maxBytes: MAX_CONFIG_BYTES },
  { path: 'vocoder/pytorch_model.bin', maxBytes: MAX_WEIGHTS_BYTES },
  { path: 'model.safetensors', maxBytes: MAX_WEIGHTS_BYTES },
];
