import { assembleCheckpoint, type Checkpoint, type StoredWeights } from '../../src/checkpoint/assemble-checkpoint.ts';
import { type CheckpointFile, readText } from '../../src/checkpoint/checkpoint-file.ts';
import { MAX_CONFIG_BYTES } from '../../src/checkpoint/config-limits.ts';
import { parseDecoderConfig } from '../../src/checkpoint/parse-decoder-config.ts';
import { readSafetensors } from '../../src/checkpoint/read-safetensors.ts';
import { readTorchArchive } from '../../src/checkpoint/read-torch-archive.ts';
import type { CheckpointFiles, CheckpointPath } from './checkpoint-files.ts';
import { memoryFile } from './memory-folder.ts';

/** Opens a checkpoint in which one file is another one. */
export type MutantOpener = (path: CheckpointPath, file: CheckpointFile) => Promise<Checkpoint>;

/** Reads the four files once; the opener then reads only the one that is changed, as `openCheckpoint` would. */
export async function mutantOpener(files: CheckpointFiles): Promise<MutantOpener> {
  const decode = (path: CheckpointPath) => new TextDecoder().decode(files[path]);
  const texts = { model: decode('config.yaml'), vocoder: decode('vocoder/config.yaml') };
  const config = parseDecoderConfig(texts);
  const weights: StoredWeights = {
    model: await readSafetensors(memoryFile('model.safetensors', [files['model.safetensors']])),
    vocoder: await readTorchArchive(memoryFile('vocoder/pytorch_model.bin', [files['vocoder/pytorch_model.bin']])),
  };
  return async (path, file) => {
    switch (path) {
      case 'config.yaml':
        return assembleCheckpoint(
          parseDecoderConfig({ ...texts, model: await readText(file, MAX_CONFIG_BYTES) }),
          weights,
        );
      case 'vocoder/config.yaml':
        return assembleCheckpoint(
          parseDecoderConfig({ ...texts, vocoder: await readText(file, MAX_CONFIG_BYTES) }),
          weights,
        );
      case 'model.safetensors':
        return assembleCheckpoint(config, { ...weights, model: await readSafetensors(file) });
      case 'vocoder/pytorch_model.bin':
        return assembleCheckpoint(config, { ...weights, vocoder: await readTorchArchive(file) });
    }
  };
}
