import type { HubFiles, WritableFile } from '../hub/hub-files.ts';
import {
  copyFile,
  createHash,
  createReadStream,
  dirname,
  type FileHandle,
  fileConstants,
  mkdir,
  open,
  randomUUID,
  relative,
  rename,
  rm,
  stat,
  symlink,
  wait,
  writeFile,
} from './node.ts';
import { readText } from './read-text.ts';
import { unlessMissing } from './unless-missing.ts';

/** Bytes read at once while hashing; larger ones are no faster. */
const DIGEST_CHUNK_BYTES = 1024 ** 2;

/** Opens for writing without truncating, and creates: what no flag of one letter says. */
const KEEP = fileConstants.O_WRONLY | fileConstants.O_CREAT;

/**
 * {@link HubFiles} over the file system of this machine.
 * @param makeLink fs.symlink, or what a system without links does
 */
export function createNodeFiles(makeLink: (target: string, path: string) => Promise<void> = symlink): HubFiles {
  return {
    size,
    readText,
    writeText: (path, text) => inPlace(path, (temporary) => writeFile(temporary, text)),
    create: (path, text) => within(path, () => createOnce(path, text)),
    open: async (path) => writable(await within(path, () => open(path, KEEP))),
    link: (path, target) => inPlace(path, (temporary) => linkOrCopy(makeLink, temporary, target)),
    rename: (from, to) => within(to, () => rename(from, to)),
    remove: (path) => rm(path, { force: true }),
    digest,
    sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => {}),
    unique: randomUUID,
  };
}

async function size(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(unlessMissing);
  return found?.isFile() ? found.size : undefined;
}

async function createOnce(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Runs an operation once the folder of its path exists. */
async function within<T>(path: string, operation: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  return await operation();
}

/** Builds the new file beside the old one and exchanges them in one step. */
async function inPlace(path: string, build: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await within(path, () => build(temporary));
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Windows lets few users link, and some file systems have no links; there, the content takes its room twice. */
async function linkOrCopy(
  makeLink: (target: string, path: string) => Promise<void>,
  path: string,
  target: string,
): Promise<void> {
  try {
    await makeLink(relative(dirname(path), target), path);
  } catch {
    await copyFile(target, path, fileConstants.COPYFILE_FICLONE);
  }
}

function writable(handle: FileHandle): WritableFile {
  return { write: (bytes, position) => writeAll(handle, bytes, position), close: () => handle.close() };
}

/** A full disk or a signal may end one write early. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function digest(
  path: string,
  algorithm: 'sha1' | 'sha256',
  prefix: string,
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash(algorithm).update(prefix);
  for await (const chunk of createReadStream(path, { highWaterMark: DIGEST_CHUNK_BYTES, signal })) hash.update(chunk);
  return hash.digest('hex');
}
