import type { HubFiles } from './hub-files.ts';
import { MODEL_FILES } from './model-files.ts';
import { isCommit } from './repo-reference.ts';

/** Enough for a hash and a line break. */
const MAX_REF_BYTES = 64;

/** Where the cache that all clients of the hub share keeps one model. */
export interface CacheLayout {
  /** The files of a commit under their own names, as links to blobs. */
  snapshot(commit: string): string;
  /** Holds the commit that a branch or tag had when it was last looked up. */
  ref(revision: string): string;
  /** The content itself, named by its hash. */
  blob(etag: string): string;
  /** What has arrived of a blob. */
  incomplete(etag: string): string;
  /** Exists while a process of ours downloads the blob. */
  lock(etag: string): string;
}

/**
 * The layout of Python's huggingface_hub: `models--owner--name/{blobs,refs,snapshots}`. Half downloads and locks have
 * names of their own: Python holds its lock by the operating system, which Node cannot, and appends to its half file.
 */
export function cacheLayout(cacheFolder: string, repo: string): CacheLayout {
  const model = `models--${repo.replace('/', '--')}`;
  const folder = `${cacheFolder}/${model}`;
  return {
    snapshot: (commit) => `${folder}/snapshots/${commit}`,
    ref: (revision) => `${folder}/refs/${revision}`,
    blob: (etag) => `${folder}/blobs/${etag}`,
    incomplete: (etag) => `${folder}/blobs/${etag}.linacodec.incomplete`,
    lock: (etag) => `${cacheFolder}/.locks/${model}/${etag}.linacodec.lock`,
  };
}

/** What the cache has of a revision. */
export interface CachedModel {
  commit: string;
  folder: string;
  /** Paths of the files that are not there; empty when the model can be used. */
  missing: readonly string[];
}

/** Looks a revision up in the cache; undefined when the cache does not know which commit it is. */
export async function cachedModel(
  files: HubFiles,
  layout: CacheLayout,
  revision: string,
): Promise<CachedModel | undefined> {
  const commit = isCommit(revision) ? revision : (await files.readText(layout.ref(revision), MAX_REF_BYTES))?.trim();
  if (commit === undefined || !isCommit(commit)) return undefined;
  const folder = layout.snapshot(commit);
  return { commit, folder, missing: await missingFiles(files, folder) };
}

/** Paths of the model's files that a folder does not have. */
export async function missingFiles(files: HubFiles, folder: string): Promise<string[]> {
  const sizes = await Promise.all(MODEL_FILES.map(({ path }) => files.size(`${folder}/${path}`)));
  return MODEL_FILES.filter((_, index) => sizes[index] === undefined).map(({ path }) => path);
}
