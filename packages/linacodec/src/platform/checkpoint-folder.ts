import type { CheckpointFolder } from '../checkpoint/checkpoint-file.ts';
import { join, open, stat } from './node.ts';
import { unlessMissing } from './unless-missing.ts';

/** A checkpoint's files on this machine. A file is opened for each read: a checkpoint is read once, and seldom. */
export function checkpointFolder(folder: string): CheckpointFolder {
  return {
    async open(path) {
      const file = join(folder, path);
      const found = await stat(file).catch(unlessMissing);
      if (!found?.isFile()) return undefined;
      return { name: path, size: found.size, read: (offset, length) => readAt(file, offset, length) };
    },
  };
}

async function readAt(path: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(path);
  try {
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes.subarray(0, done);
  } finally {
    await handle.close();
  }
}
