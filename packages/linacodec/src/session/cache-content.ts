import { MODEL_WEIGHTS_PATH, VOCODER_WEIGHTS_PATH } from '../checkpoint/assemble-checkpoint.ts';
import { MODEL_CONFIG_PATH, VOCODER_CONFIG_PATH } from '../checkpoint/parse-decoder-config.ts';
import type { CacheFiles } from './cache-files.ts';
import { sha256 } from './cache-key.ts';
import { recallHashes, rememberHash } from './cache-memory.ts';
import { stampOf } from './cache-stamp.ts';

/** All that models are built of. */
const CHECKPOINT_PATHS = [MODEL_CONFIG_PATH, VOCODER_CONFIG_PATH, MODEL_WEIGHTS_PATH, VOCODER_WEIGHTS_PATH];

/** What a checkpoint holds. */
export interface CheckpointContent {
  /** Of the content of all files. */
  hash: string;
  /** Another stamp says that a file was replaced or written since. */
  stamp: string;
}

/**
 * The content of a checkpoint; undefined when one of its files is missing. Hashing reads all weights, 0.25 s for the official
 * ones and much longer from a slow disk, so a hash is remembered and counts for as long as the files have the same
 * sizes, times of change and inodes. The risk: who writes other weights of the same size into the same file and sets
 * its time of change back gets the models of the old weights.
 */
export async function checkpointContent(
  checkpoint: string,
  cacheFolder: string,
  files: CacheFiles,
): Promise<CheckpointContent | undefined> {
  const folder = files.absolute(checkpoint);
  const stamp = await stampOf(pathsOf(folder), files);
  if (stamp === undefined) return undefined;
  const known = (await recallHashes(cacheFolder, files)).find((record) => record.folder === folder);
  if (known?.stamp === stamp.text) return known;
  const content = { hash: await hashOf(folder, files), stamp: stamp.text };
  if (stamp.settled) await rememberHash(cacheFolder, { folder, ...content }, files);
  return content;
}

/**
 * Whether a checkpoint still has the content that was read. Another stamp alone does not say no: some file systems
 * give a file another inode from one look to the next.
 */
export async function isUnchanged(checkpoint: string, content: CheckpointContent, files: CacheFiles): Promise<boolean> {
  const folder = files.absolute(checkpoint);
  const stamp = await stampOf(pathsOf(folder), files);
  if (stamp === undefined) return false;
  return stamp.text === content.stamp || (await hashOf(folder, files)) === content.hash;
}

async function hashOf(folder: string, files: CacheFiles): Promise<string> {
  const digests = await Promise.all(pathsOf(folder).map((path) => files.digest(path)));
  return sha256(digests.join());
}

function pathsOf(folder: string): string[] {
  return CHECKPOINT_PATHS.map((path) => `${folder}/${path}`);
}
