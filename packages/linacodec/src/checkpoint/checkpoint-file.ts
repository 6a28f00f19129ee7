import { CheckpointError } from './checkpoint-error.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes of one file, read where asked. */
export interface CheckpointFile {
  /** The path it was opened by; errors name it. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes `offset` to `offset + length`; fewer only when the file has become shorter since it was opened. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** The folder that holds the four files of a checkpoint. */
export interface CheckpointFolder {
  /** Opens a file by its path inside the folder, such as `vocoder/pytorch_model.bin`; undefined: no such file. */
  open(path: string): Promise<CheckpointFile | undefined>;
}

/** Opens a file that a decoder cannot do without. Throws a CheckpointError when it is not there. */
export async function openRequired(folder: CheckpointFolder, path: string): Promise<CheckpointFile> {
  const file = await folder.open(path);
  if (file === undefined) {
    throw new CheckpointError({ file: path, found: 'no such file', expected: 'all four files of a checkpoint' });
  }
  return file;
}

/**
 * Reads exactly `length` bytes.
 * @param what how the bytes are called in the message of the CheckpointError thrown when they are not all in the file.
 */
export async function readBytes(
  file: CheckpointFile,
  offset: number,
  length: number,
  what: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (offset < 0 || offset + length > file.size) {
    throw new CheckpointError({
      file: file.name,
      found: `${what} at bytes ${offset} to ${offset + length}`,
      expected: `it to lie inside the ${file.size} bytes of the file`,
    });
  }
  const bytes = await file.read(offset, length);
  if (bytes.length !== length) {
    throw new CheckpointError({
      file: file.name,
      found: `${bytes.length} of the ${length} bytes of ${what}`,
      expected: 'a file that stays as it is while it is read',
    });
  }
  return bytes;
}

/** Reads a whole small file as UTF-8. Throws a CheckpointError when it is longer than `limit` bytes or is not UTF-8. */
export async function readText(file: CheckpointFile, limit: number): Promise<string> {
  if (file.size > limit) {
    throw new CheckpointError({
      file: file.name,
      found: `${file.size} bytes`,
      expected: `a text of at most ${limit} bytes`,
    });
  }
  return decodeUtf8(await readBytes(file, 0, file.size, 'the text'), file.name, 'the text');
}

/** Decodes UTF-8, or throws a CheckpointError that names `what`. */
export function decodeUtf8(bytes: Uint8Array, file: string, what: string): string {
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw new CheckpointError({ file, found: `${what} that is not UTF-8`, expected: 'UTF-8 text' }, { cause });
  }
}
