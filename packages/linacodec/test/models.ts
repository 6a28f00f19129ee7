import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checkpoint } from '../src/checkpoint/assemble-checkpoint.ts';
import { openCheckpoint } from '../src/checkpoint/open-checkpoint.ts';
import { buildFiles } from '../src/platform/build-files.ts';
import { checkpointFolder } from '../src/platform/checkpoint-folder.ts';
import { buildModels } from '../src/session/build-models.ts';
import { DecoderModels } from '../src/session/decoder-models.ts';
import { openModels } from '../src/session/open-models.ts';
import { goldenPath } from './golden.ts';
import type { CheckpointName } from './golden-case.ts';

/** Models that were built for one test file. */
export interface OpenModels {
  checkpoint: Checkpoint;
  models: DecoderModels;
  /** Frees the sessions and removes the built files. */
  close(): Promise<void>;
}

/** Builds and opens the models of a small checkpoint. */
export async function openTinyModels(name: CheckpointName): Promise<OpenModels> {
  return buildAndOpen(await openCheckpoint(checkpointFolder(goldenPath(name))));
}

/** Builds and opens the models of any checkpoint, in a folder of its own. */
export async function buildAndOpen(checkpoint: Checkpoint): Promise<OpenModels> {
  const folder = temporaryFolder();
  try {
    await buildModels(checkpoint, folder.path, buildFiles);
    const sessions = await openModels((file) => join(folder.path, file), 1);
    const models = new DecoderModels(checkpoint.config, sessions);
    const close = async () => {
      await models.release();
      folder.remove();
    };
    return { checkpoint, models, close };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** A new folder, and how to remove it with all that is in it. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'linacodec-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
