import { readFileSync } from 'node:fs';

const DATA = new URL('../data/', import.meta.url);

/** The files of a checkpoint, in the order in which they are read. */
export const CHECKPOINT_PATHS = [
  'config.yaml',
  'vocoder/config.yaml',
  'model.safetensors',
  'vocoder/pytorch_model.bin',
] as const;

export type CheckpointPath = (typeof CHECKPOINT_PATHS)[number];

/** All of them, by path. */
export type CheckpointFiles = Readonly<Record<CheckpointPath, Uint8Array>>;

/** The four files of one of the small checkpoints. */
export function checkpointFiles(name: 'tiny-12hz' | 'tiny-25hz'): CheckpointFiles {
  const read = (path: CheckpointPath) => new Uint8Array(readFileSync(new URL(`${name}/${path}`, DATA)));
  return {
    'config.yaml': read('config.yaml'),
    'vocoder/config.yaml': read('vocoder/config.yaml'),
    'model.safetensors': read('model.safetensors'),
    'vocoder/pytorch_model.bin': read('vocoder/pytorch_model.bin'),
  };
}
