import {
  assembleCheckpoint,
  type Checkpoint,
  MODEL_WEIGHTS_PATH,
  VOCODER_WEIGHTS_PATH,
} from './assemble-checkpoint.ts';
import { type CheckpointFolder, openRequired, readText } from './checkpoint-file.ts';
import { MAX_CONFIG_BYTES } from './config-limits.ts';
import { MODEL_CONFIG_PATH, parseDecoderConfig, VOCODER_CONFIG_PATH } from './parse-decoder-config.ts';
import { readSafetensors } from './read-safetensors.ts';
import { readTorchArchive } from './read-torch-archive.ts';

/**
 * Opens the official layout: configuration, and a list of weights that are all there in the shapes it asks for. Only
 * headers are read. Throws a CheckpointError when anything about the files is wrong.
 */
export async function openCheckpoint(folder: CheckpointFolder): Promise<Checkpoint> {
  const config = parseDecoderConfig({
    model: await readText(await openRequired(folder, MODEL_CONFIG_PATH), MAX_CONFIG_BYTES),
    vocoder: await readText(await openRequired(folder, VOCODER_CONFIG_PATH), MAX_CONFIG_BYTES),
  });
  const model = await readSafetensors(await openRequired(folder, MODEL_WEIGHTS_PATH));
  const vocoder = await readTorchArchive(await openRequired(folder, VOCODER_WEIGHTS_PATH));
  return assembleCheckpoint(config, { model, vocoder });
}
