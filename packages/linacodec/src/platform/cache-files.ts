import type { CacheFiles } from '../session/cache-files.ts';
import {
  createHash,
  createReadStream,
  dirname,
  mkdir,
  randomUUID,
  readdir,
  rename,
  resolve,
  rm,
  stat,
  utimes,
  writeFile,
} from './node.ts';
import { readText } from './read-text.ts';
import { unlessMissing } from './unless-missing.ts';

/** Bytes read at once while hashing; larger ones are no faster. */
const DIGEST_CHUNK_BYTES = 1024 ** 2;

/** Where built models are kept. */
export const cacheFiles: CacheFiles = {
  absolute: (path) => resolve(path),
  async look(path) {
    const found = await stat(path, { bigint: true }).catch(unlessMissing);
    return found && { isFile: found.isFile(), bytes: Number(found.size), modifiedNs: found.mtimeNs, inode: found.ino };
  },
  list: async (folder) => (await readdir(folder).catch(unlessMissing)) ?? [],
  readText,
  async digest(path) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: DIGEST_CHUNK_BYTES })) hash.update(chunk);
    return hash.digest('hex');
  },
  writeText: (path, text) => writeFile(path, text),
  makeFolder,
  move,
  remove: (path) => rm(path, { recursive: true, force: true }),
  touch: (path, ms) => utimes(path, ms / 1000, ms / 1000),
  now: Date.now,
  unique: randomUUID,
};

/** Level by level, since Node's recursive mkdir reports a read-only file system as a missing folder. */
async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  const parent = dirname(path);
  // The top of a path is its own parent: a drive that is not there cannot be made.
  if (parent !== path) await makeFolder(parent);
  try {
    await mkdir(path);
  } catch (error) {
    // Another process may have made it in between.
    if (!(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(unlessMissing))?.isDirectory() === true;
}

/** Systems differ in how they refuse to move onto a folder, so what is there is looked at instead of the code. */
async function move(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((await stat(to).catch(unlessMissing)) === undefined) throw error;
    return false;
  }
}
