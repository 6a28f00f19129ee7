import type { CacheFiles } from './cache-files.ts';

/** Whether a name in the cache folder is that of something that is not complete. */
export function isPartial(name: string): boolean {
  return /^[\w-]+\.partial$/.test(name);
}

/**
 * Makes something under a name that nobody else uses and nobody reads. The work moves it to its place when it is
 * complete; what is left by work that fails is removed.
 */
export async function withPartial<T>(
  cacheFolder: string,
  files: CacheFiles,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const path = `${cacheFolder}/${files.unique()}.partial`;
  try {
    return await work(path);
  } finally {
    // What cannot be removed now is removed by a later start, and is no reason to hide how the work ended.
    await files.remove(path).catch(() => {});
  }
}
