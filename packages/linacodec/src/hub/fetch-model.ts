import { type CachedModel, type CacheLayout, cachedModel, cacheLayout, missingFiles } from './cache-layout.ts';
import { type FetchProgress, ProgressMeter } from './fetch-progress.ts';
import { HubError, throwIfCancelled } from './hub-error.ts';
import type { HubFiles } from './hub-files.ts';
import type { Hub } from './hub-request.ts';
import { MODEL_FILES } from './model-files.ts';
import { describeFiles, resolveCommit } from './remote-files.ts';
import { isCommit, parseRepo } from './repo-reference.ts';
import { storeFile } from './store-file.ts';

/** What to fetch, from where and where to. */
export interface FetchOptions {
  /** `owner/name`. */
  repo: string;
  /** Branch, tag or commit hash. */
  revision: string;
  /** Absolute; holds a folder for each model, in the layout of Python's huggingface_hub. */
  cacheFolder: string;
  /** Origin and path of the hub without a slash at its end. */
  endpoint: string;
  /** True: answer from the cache alone. */
  offline: boolean;
  token?: string | undefined;
  signal?: AbortSignal;
  fetch?: typeof fetch;
  /** A signal that aborts after so many ms; it ends a question that the hub does not answer. */
  timeout?: (ms: number) => AbortSignal;
  /** Called for each piece that has arrived, thousands of times for one model. */
  onProgress?: (progress: FetchProgress) => void;
  /** Called with a sentence when the hub was not reached and the cached model is used instead. */
  notice?: (message: string) => void;
  platform: HubFiles;
}

/** A model that is there. */
export interface FetchedModel {
  /** Holds the four files under their own names. */
  folder: string;
  commit: string;
  /** Bytes that came over the network. */
  downloadedBytes: number;
}

/**
 * Brings the files of a LinaCodec repository into the cache, as far as they are not there, and returns their folder.
 * Goes on where an earlier try has stopped. Nobody is asked for a full commit that is complete in the cache. Throws a
 * HubError; an error of the file system passes through.
 */
export async function fetchModel(options: FetchOptions): Promise<FetchedModel> {
  const { repo, revision } = checkedReference(options);
  const layout = cacheLayout(options.cacheFolder, repo);
  const cached = await cachedModel(options.platform, layout, revision);
  const usable = cached?.missing.length === 0 ? fromCache(cached) : undefined;
  if (usable && (options.offline || isCommit(revision))) return usable;
  if (options.offline) throw notCached(options, layout, cached);
  try {
    return await fetchOnline(options, layout);
  } catch (error) {
    if (usable === undefined || !(error instanceof HubError) || error.code !== 'hub_unreachable') throw error;
    options.notice?.(`${error.message}. Using ${repo} at ${usable.commit} from the cache`);
    return usable;
  }
}

async function fetchOnline(options: FetchOptions, layout: CacheLayout): Promise<FetchedModel> {
  const { repo, revision, platform } = options;
  const hub = hubOf(options);
  throwIfCancelled(hub.signal);
  const commit = await resolveCommit(hub, repo, revision);
  const folder = layout.snapshot(commit);
  const missing = await missingFiles(platform, folder);
  const downloadedBytes = missing.length === 0 ? 0 : await fetchFiles(options, layout, hub, commit, missing);
  // Written last: a branch leads to a complete model, also while a newer commit is still on its way.
  if (!isCommit(revision)) await writeRef(platform, layout.ref(revision), commit);
  return { folder, commit, downloadedBytes };
}

async function fetchFiles(
  { repo, platform, onProgress }: FetchOptions,
  layout: CacheLayout,
  hub: Hub,
  commit: string,
  missing: readonly string[],
): Promise<number> {
  const remotes = (await describeFiles(hub, repo, commit)).filter(({ path }) => missing.includes(path));
  const meter = new ProgressMeter(remotes, (progress) => onProgress?.(progress));
  for (const remote of remotes) {
    const subject = { repo, revision: commit, file: remote.path };
    const onBytes = (bytes: number, position: number) => meter.add(remote, bytes, position);
    await storeFile(platform, layout, { hub, subject, remote, onBytes });
  }
  return meter.downloadedBytes;
}

/** A cache that is complete may well be read-only, so that nothing is written without need. */
async function writeRef(files: HubFiles, path: string, commit: string): Promise<void> {
  if ((await files.readText(path, commit.length + 1))?.trim() !== commit) await files.writeText(path, commit);
}

/** Both become parts of addresses and paths. */
function checkedReference({ repo, revision }: FetchOptions): { repo: string; revision: string } {
  const reference = parseRepo(`${repo}@${revision}`);
  if (reference !== undefined) return reference;
  throw new HubError('hub_not_found', 'LINACODEC_MODEL names no model of the hub; it takes owner/name[@revision]');
}

function hubOf(options: FetchOptions): Hub {
  const { endpoint, token, fetch = globalThis.fetch, signal = new AbortController().signal } = options;
  const timeout = options.timeout ?? ((ms: number) => AbortSignal.timeout(ms));
  return { endpoint, token, fetch, timeout, signal };
}

function fromCache({ folder, commit }: CachedModel): FetchedModel {
  return { folder, commit, downloadedBytes: 0 };
}

function notCached(options: FetchOptions, layout: CacheLayout, cached: CachedModel | undefined): HubError {
  const name = `${options.repo}@${options.revision}`;
  const lacks = cached
    ? `${cached.folder} lacks ${cached.missing.join(', ')}`
    : `the cache does not know ${name} (there is no ${layout.ref(options.revision)})`;
  const all = MODEL_FILES.map(({ path }) => path).join(', ');
  return new HubError(
    'hub_offline',
    `HF_HUB_OFFLINE is set, and ${lacks}. Fetch it once without HF_HUB_OFFLINE, or set LINACODEC_MODEL to a folder ` +
      `that holds ${all}`,
  );
}
