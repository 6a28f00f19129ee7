import { type CacheFiles, type FileFacts, modifiedMs } from './cache-files.ts';
import { isCacheKey } from './cache-key.ts';
import { MANIFEST_NAME } from './cache-manifest.ts';
import { isPartial } from './cache-partial.ts';

const HOUR_MS = 3_600_000;
/** No build takes this long: what is older was left by a process that was killed. */
const ABANDONED_MS = 24 * HOUR_MS;
/** Two checkpoints in both precisions. */
const KEPT_ENTRIES = 4;
/**
 * A process that has just chosen an entry has yet to open its files. Once they are mapped, Linux keeps them readable
 * after removal; other systems refuse to remove them, which is as good.
 */
const IN_USE_MS = HOUR_MS;

/**
 * Removes what the cache no longer needs: what builds have left that never ended, and all but the entries used last.
 * Touches nothing else in the folder, and never fails: the cache works as well untidy.
 */
export async function tidyCache(cacheFolder: string, files: CacheFiles): Promise<void> {
  const now = files.now();
  const names = await files.list(cacheFolder).catch(() => []);
  const partials = await byAge(names.filter(isPartial), cacheFolder, files);
  const entries = await byAge(names.filter(isCacheKey), cacheFolder, files);
  const needless = [
    ...partials.filter(({ ms }) => now - ms > ABANDONED_MS),
    ...entries.slice(KEPT_ENTRIES).filter(({ ms }) => now - ms > IN_USE_MS),
  ];
  for (const { name } of needless) await files.remove(`${cacheFolder}/${name}`).catch(() => {});
}

interface Aged {
  name: string;
  /** Last use or change, in ms since 1970. */
  ms: number;
}

/** Newest first. Without what cannot be looked at, which another process may have removed by now. */
async function byAge(names: readonly string[], cacheFolder: string, files: CacheFiles): Promise<Aged[]> {
  const aged = names.map(async (name): Promise<Aged[]> => {
    const path = `${cacheFolder}/${name}`;
    const facts = await lastUse(path, files).catch(() => undefined);
    return facts === undefined ? [] : [{ name, ms: modifiedMs(facts) }];
  });
  return (await Promise.all(aged)).flat().sort((a, b) => b.ms - a.ms);
}

/** Each use of an entry touches its manifest; what has none was last used when it was last written. */
async function lastUse(path: string, files: CacheFiles): Promise<FileFacts | undefined> {
  return (await files.look(`${path}/${MANIFEST_NAME}`)) ?? (await files.look(path));
}
