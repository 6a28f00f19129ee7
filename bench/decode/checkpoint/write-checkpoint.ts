import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  MODEL_WEIGHTS_PATH,
  VOCODER_WEIGHTS_PATH,
} from '../../../packages/linacodec/src/checkpoint/assemble-checkpoint.ts';
import type { DecoderConfig } from '../../../packages/linacodec/src/checkpoint/decoder-config.ts';
import { decoderLayout } from '../../../packages/linacodec/src/checkpoint/decoder-layout.ts';
import {
  MODEL_CONFIG_PATH,
  parseDecoderConfig,
  VOCODER_CONFIG_PATH,
} from '../../../packages/linacodec/src/checkpoint/parse-decoder-config.ts';
import { writeSafetensors } from '../../../packages/linacodec/test/checkpoint/write-safetensors.ts';
import { writeTorchArchive } from '../../../packages/linacodec/test/checkpoint/write-torch-archive.ts';
import type { ConfigTexts } from './full-size-config.ts';
import { randomTensors } from './random-tensors.ts';

/** Any number; the same one, so that all runs decode with the same weights. */
const MODEL_SEED = 1;
/** Far enough from the other one that no two tensors share a seed. */
const VOCODER_SEED = 10_001;

/**
 * Writes the four files of a checkpoint with random weights, in the layout in which the real one is published.
 * @param folder is made when it is not there
 * @throws CheckpointError when the configurations are none of a decoder
 */
export async function writeCheckpoint(folder: string, texts: ConfigTexts): Promise<DecoderConfig> {
  const config = parseDecoderConfig({ model: texts[MODEL_CONFIG_PATH], vocoder: texts[VOCODER_CONFIG_PATH] });
  const { model, vocoder } = decoderLayout(config);
  for (const [path, text] of Object.entries(texts)) await writePieces(join(folder, path), [text]);
  await writePieces(join(folder, MODEL_WEIGHTS_PATH), writeSafetensors(randomTensors(model, MODEL_SEED)));
  await writePieces(join(folder, VOCODER_WEIGHTS_PATH), writeTorchArchive(randomTensors(vocoder, VOCODER_SEED)));
  return config;
}

/** Piece by piece: the weights never stand in memory as a whole. */
async function writePieces(path: string, pieces: Iterable<string | Uint8Array>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx');
  try {
    for (const piece of pieces) await writeFile(file, piece);
  } finally {
    await file.close();
  }
}
