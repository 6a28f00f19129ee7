import { CheckpointError } from './checkpoint-error.ts';
import { type CheckpointFile, readBytes } from './checkpoint-file.ts';

/** Where the central directory of a zip archive is. */
export interface ZipEnd {
  offset: number;
  size: number;
  entries: number;
}

const END_SIGNATURE = 0x0605_4b50;
const END_BYTES = 22;
const ZIP64_LOCATOR_SIGNATURE = 0x0706_4b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_END_SIGNATURE = 0x0606_4b50;
const ZIP64_END_BYTES = 56;

/** Longest comment behind the archive, in bytes; torch.save writes none. */
const MAX_COMMENT = 1024;

/**
 * Finds the central directory from the end of the archive, with or without the 64-bit records that torch.save always
 * writes. Throws a CheckpointError when the records are missing or contradict the file.
 */
export async function readZipEnd(file: CheckpointFile): Promise<ZipEnd> {
  const tailBytes = Math.min(file.size, ZIP64_LOCATOR_BYTES + END_BYTES + MAX_COMMENT);
  const tail = await readBytes(file, file.size - tailBytes, tailBytes, 'the end of the archive');
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  const at = findEnd(view);
  if (at === undefined) {
    const expected = 'a zip archive as torch.save writes since PyTorch 1.6';
    throw new CheckpointError({ file: file.name, found: 'no zip directory at its end', expected });
  }
  const locator = at - ZIP64_LOCATOR_BYTES;
  const is64 = locator >= 0 && view.getUint32(locator, true) === ZIP64_LOCATOR_SIGNATURE;
  const end = is64 ? await readZip64End(file, u64(view, locator + 8)) : parseEnd(view, at);
  const limit = is64 ? u64(view, locator + 8) : file.size - tailBytes + at;
  if (end.offset + end.size !== limit) {
    const found = `a zip directory at bytes ${end.offset} to ${end.offset + end.size}`;
    throw new CheckpointError({
      file: file.name,
      found,
      expected: `one that ends at ${limit}, where its end record begins`,
    });
  }
  return end;
}

/** The last record whose comment ends where the file ends. */
function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return undefined;
}

function parseEnd(view: DataView, at: number): ZipEnd {
  return {
    entries: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
  };
}

async function readZip64End(file: CheckpointFile, offset: number): Promise<ZipEnd> {
  const bytes = await readBytes(file, offset, ZIP64_END_BYTES, 'the 64-bit end record');
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (view.getUint32(0, true) !== ZIP64_END_SIGNATURE) {
    const found = `no 64-bit end record at byte ${offset}`;
    throw new CheckpointError({ file: file.name, found, expected: 'one where its locator points' });
  }
  return { entries: u64(view, 32), size: u64(view, 40), offset: u64(view, 48) };
}

/** Numbers past 2^53 lose their last bits, which is no matter: they are larger than any file. */
function u64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}
