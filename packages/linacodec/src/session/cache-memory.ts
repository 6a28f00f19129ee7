import { z } from 'zod';
import type { CacheFiles } from './cache-files.ts';
import { withPartial } from './cache-partial.ts';

/** In the cache folder. */
const MEMORY_NAME = 'checkpoints.json';
/** Folders that are remembered; few machines have more checkpoints in turn. */
const MAX_REMEMBERED = 16;
/** A record has some 400 bytes, most of them the path of its folder. */
const MAX_MEMORY_BYTES = 256 * 1024;

const MEMORY = z
  .array(z.object({ folder: z.string(), stamp: z.string(), hash: z.string().regex(/^[0-9a-f]{64}$/) }))
  .max(MAX_REMEMBERED);

/** The hash of a checkpoint as it was when its files had this stamp. */
export interface HashRecord {
  /** Absolute path of the checkpoint. */
  folder: string;
  stamp: string;
  hash: string;
}

/** The records of all checkpoints seen lately, newest first. What cannot be read is forgotten: hashing gives it again. */
export async function recallHashes(cacheFolder: string, files: CacheFiles): Promise<HashRecord[]> {
  try {
    const text = await files.readText(`${cacheFolder}/${MEMORY_NAME}`, MAX_MEMORY_BYTES);
    return text === undefined ? [] : MEMORY.parse(JSON.parse(text));
  } catch {
    return [];
  }
}

/**
 * Puts a record first, in the place of an older one of the same folder. Of two processes that do so at once, one
 * record is lost, which costs hashing again. So does a cache that is read-only, from which models can still be taken;
 * where models are to be written as well, that fails next, and says why.
 */
export async function rememberHash(cacheFolder: string, record: HashRecord, files: CacheFiles): Promise<void> {
  const others = (await recallHashes(cacheFolder, files)).filter(({ folder }) => folder !== record.folder);
  const text = JSON.stringify([record, ...others].slice(0, MAX_REMEMBERED));
  const writing = withPartial(cacheFolder, files, async (partial) => {
    await files.makeFolder(cacheFolder);
    await files.writeText(partial, text);
    await files.move(partial, `${cacheFolder}/${MEMORY_NAME}`);
  });
  await writing.catch(() => {});
}
