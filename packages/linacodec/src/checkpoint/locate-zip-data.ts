import { CheckpointError, quoted } from './checkpoint-error.ts';
import { type CheckpointFile, decodeUtf8, readBytes } from './checkpoint-file.ts';
import type { ZipMember } from './read-zip-directory.ts';

const LOCAL_SIGNATURE = 0x0403_4b50;

/** Bytes of a local header before its name. */
const LOCAL_BYTES = 30;

/**
 * Where a member's data begin, in bytes from the start of the archive. Only the member's own header tells: it pads its
 * extra field to align the data. Throws a CheckpointError when the header is not that of the member, or the data run
 * into what follows.
 */
export async function locateZipData(file: CheckpointFile, member: ZipMember): Promise<number> {
  const { nameBytes } = member;
  const what = `the header of zip entry ${quoted(member.name)}`;
  const bytes = await readBytes(file, member.header, LOCAL_BYTES + nameBytes, what);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const isOwn =
    view.getUint32(0, true) === LOCAL_SIGNATURE &&
    view.getUint16(26, true) === nameBytes &&
    decodeUtf8(bytes.subarray(LOCAL_BYTES), file.name, what) === member.name;
  if (!isOwn) {
    const found = `another header than that of zip entry ${quoted(member.name)} at byte ${member.header}`;
    throw new CheckpointError({ file: file.name, found, expected: 'the one that the zip directory names' });
  }
  const start = member.header + LOCAL_BYTES + nameBytes + view.getUint16(28, true);
  if (start + member.size > member.limit) {
    const found = `zip entry ${quoted(member.name)} up to byte ${start + member.size}`;
    throw new CheckpointError({ file: file.name, found, expected: `it to end by byte ${member.limit}` });
  }
  return start;
}
