import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { BUILDER_VERSION } from '../graph/graphs.ts';
import { type CheckpointContent, checkpointContent, isUnchanged } from './cache-content.ts';
import { placeEntry, readEntry, writeManifest } from './cache-entry.ts';
import { CacheError, isWriteFailure, unwritable } from './cache-error.ts';
import type { CacheFiles } from './cache-files.ts';
import { cacheKey } from './cache-key.ts';
import { MANIFEST_NAME, type Manifest } from './cache-manifest.ts';
import { withPartial } from './cache-partial.ts';
import { tidyCache } from './cache-tidy.ts';

export type { Manifest } from './cache-manifest.ts';

/** Which models are wanted, where they are kept, and how they are made. */
export interface ModelCacheOptions {
  /** Folder with the four official files. */
  checkpoint: string;
  /** Holds a folder for each checkpoint, precision and machine. */
  cacheFolder: string;
  precision: 'fp32' | 'fast';
  /** Processor, architecture and version of onnxruntime: packed weights fit only these. */
  machine: string;
  /** Version of what `build` makes; older models are not used. */
  builder?: number;
  /** Opens the checkpoint and writes the models into a folder that is there and empty. */
  build(folder: string): Promise<BuildResult>;
  files: CacheFiles;
  /** Called with a sentence before a build, which takes a while. */
  notice?: (line: string) => void;
}

/** What a build tells about the checkpoint, so that a cached start need not open it. */
export interface BuildResult {
  config: DecoderConfig;
  /** Weights of the decoder in all. */
  parameters: number;
}

/** Models on the disk, ready to be loaded. */
export interface BuiltModels {
  folder: string;
  /** They were there already. */
  hit: boolean;
  manifest: Manifest;
}

/**
 * The built models of a checkpoint, from the cache or, the first time, built into it. A cached start opens no file of
 * the checkpoint. Processes that build the same at once all succeed, and one of them leaves its models. Throws a
 * CacheError when the cache folder cannot be written; what `build` throws, such as a CheckpointError, passes through.
 */
export async function builtModels(options: ModelCacheOptions): Promise<BuiltModels> {
  const { checkpoint, cacheFolder, files, precision, machine, builder = BUILDER_VERSION } = options;
  const content = await checkpointContent(checkpoint, cacheFolder, files);
  if (content === undefined) return await refuseIncomplete(options);
  const folder = `${cacheFolder}/${await cacheKey({ content: content.hash, builder, precision, machine })}`;
  const models = (await cachedEntry(folder, files)) ?? (await buildEntry(folder, content, { ...options, builder }));
  await tidyCache(cacheFolder, files);
  return models;
}

async function cachedEntry(folder: string, files: CacheFiles): Promise<BuiltModels | undefined> {
  // Touched before it is read, so that a process that tidies up does not take it away in between. A cache that is
  // read-only serves its models all the same.
  await files.touch(`${folder}/${MANIFEST_NAME}`, files.now()).catch(() => {});
  const manifest = await readEntry(folder, files);
  return manifest && { folder, hit: true, manifest };
}

async function buildEntry(
  folder: string,
  content: CheckpointContent,
  options: ModelCacheOptions & { builder: number },
): Promise<BuiltModels> {
  const { checkpoint, cacheFolder, files, builder, notice } = options;
  return await withPartial(cacheFolder, files, async (partial) => {
    notice?.(`building the models for this machine, once; they are kept in ${cacheFolder}`);
    const built = await buildInto(partial, options);
    if (!(await isUnchanged(checkpoint, content, files))) throw changed(checkpoint);
    try {
      const manifest = await writeManifest(partial, { builder, ...built }, files);
      return { folder, hit: false, manifest: await placeEntry({ folder: partial, manifest }, folder, files) };
    } catch (error) {
      throw unwritable(cacheFolder, error);
    }
  });
}

/** Opening a checkpoint, which every build begins with, says which file it lacks. */
async function refuseIncomplete(options: ModelCacheOptions): Promise<never> {
  await withPartial(options.cacheFolder, options.files, (partial) => buildInto(partial, options));
  throw changed(options.checkpoint);
}

async function buildInto(folder: string, { cacheFolder, files, build }: ModelCacheOptions): Promise<BuildResult> {
  try {
    await files.makeFolder(folder);
  } catch (error) {
    throw unwritable(cacheFolder, error);
  }
  try {
    return await build(folder);
  } catch (error) {
    throw isWriteFailure(error) ? unwritable(cacheFolder, error) : error;
  }
}

function changed(checkpoint: string): CacheError {
  return new CacheError('checkpoint_changed', `the files of ${checkpoint} were changed during the build: try again`);
}
