import type { FileKind, Files } from '../cli/cli-system.ts';
import { type FileHandle, open, realpath, rename, rm, stat } from './node.ts';

/** The file system for the command line. */
export const nodeFiles: Files = {
  async read(path) {
    const file = await open(path);
    if (!(await file.stat()).isDirectory()) return file.createReadStream();
    await file.close();
    throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR', path });
  },
  async look(path) {
    const kind = await kindOf(path);
    // Pipes have a path that leads to them, but none of their own.
    return { kind, path: kind === 'file' ? await realpath(path) : path };
  },
  async write(path, { fresh }) {
    const file = await open(path, fresh ? 'wx' : 'w');
    return { write: (bytes, position) => writeAll(file, bytes, position), close: () => file.close() };
  },
  rename,
  remove: (path) => rm(path, { force: true }),
};

async function kindOf(path: string): Promise<FileKind> {
  try {
    const found = await stat(path);
    if (found.isFile()) return 'file';
    return found.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw error;
  }
}

/** The system may take less than it is given. */
async function writeAll(file: FileHandle, bytes: Uint8Array, position: number | undefined): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const at = position === undefined ? null : position + done;
    done += (await file.write(bytes, done, bytes.length - done, at)).bytesWritten;
  }
}
