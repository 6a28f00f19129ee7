import type { CheckpointFile, CheckpointFolder } from '../../src/checkpoint/checkpoint-file.ts';

/** How much was read of a file. */
export interface Reading {
  reads: number;
  bytes: number;
}

/** A file that is held in memory, as pieces that follow each other. Adds what is read of it to `reading`. */
export function memoryFile(
  name: string,
  pieces: readonly Uint8Array[],
  reading: Reading = { reads: 0, bytes: 0 },
): CheckpointFile {
  return {
    name,
    size: pieces.reduce((sum, piece) => sum + piece.length, 0),
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      const filled = copyOut(pieces, offset, bytes);
      reading.reads += 1;
      reading.bytes += filled;
      return bytes.subarray(0, filled);
    },
  };
}

/** A folder of files by their path. */
export function memoryFolder(files: Readonly<Record<string, Uint8Array>>): CheckpointFolder {
  return {
    async open(path) {
      const content = files[path];
      return content && memoryFile(path, [content]);
    },
  };
}

/** Fills `bytes` with what begins at `offset`, and gives how many there were. */
function copyOut(pieces: readonly Uint8Array[], offset: number, bytes: Uint8Array): number {
  let filled = 0;
  let start = 0;
  for (const piece of pieces) {
    const from = Math.max(0, offset + filled - start);
    const part = piece.subarray(from, from + bytes.length - filled);
    bytes.set(part, filled);
    filled += part.length;
    start += piece.length;
  }
  return filled;
}
