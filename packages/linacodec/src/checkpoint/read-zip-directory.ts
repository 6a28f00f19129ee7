import { CheckpointError, quoted } from './checkpoint-error.ts';
import { type CheckpointFile, readBytes } from './checkpoint-file.ts';
import { readZipEnd, type ZipEnd } from './zip-end.ts';
import { ENTRY_BYTES, parseZipEntry, type ZipEntry } from './zip-entry.ts';

/** A file inside an archive that shares no byte with another one. */
export interface ZipMember extends ZipEntry {
  /** Where it must have ended: the next member's header or the directory, in bytes from the start of the archive. */
  limit: number;
}

/** Most members; the full-size vocoder has about 120. */
const MAX_ENTRIES = 8192;

/** Longest directory in bytes: room for so many names as torch.save writes them. */
const MAX_DIRECTORY_BYTES = 1024 * 1024;

/**
 * Lists the members of a zip archive from its central directory, by name; local headers may lie about sizes. Throws a
 * CheckpointError on members that are compressed, overlap or share a name, and on a directory that is broken or huge.
 */
export async function readZipDirectory(file: CheckpointFile): Promise<Map<string, ZipMember>> {
  const end = await readZipEnd(file);
  if (end.entries > MAX_ENTRIES || end.size > MAX_DIRECTORY_BYTES || end.entries * ENTRY_BYTES > end.size) {
    const found = `a zip directory of ${end.entries} entries in ${end.size} bytes`;
    const expected = `at most ${MAX_ENTRIES} in ${MAX_DIRECTORY_BYTES}, each of at least ${ENTRY_BYTES}`;
    throw new CheckpointError({ file: file.name, found, expected });
  }
  const entries = await readEntries(file, end);
  return withLimits(entries, end.offset, file.name);
}

async function readEntries(file: CheckpointFile, { offset, size, entries }: ZipEnd): Promise<ZipEntry[]> {
  const bytes = await readBytes(file, offset, size, 'the zip directory');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const list: ZipEntry[] = [];
  let at = 0;
  while (list.length < entries) {
    const { entry, next } = parseZipEntry(view, at, file.name);
    list.push(entry);
    at = next;
  }
  return list;
}

function withLimits(entries: ZipEntry[], directory: number, file: string): Map<string, ZipMember> {
  const members = new Map<string, ZipMember>();
  entries.sort((a, b) => a.header - b.header);
  entries.forEach((entry, i) => {
    const limit = entries[i + 1]?.header ?? directory;
    if (entry.header + entry.size >= limit) {
      const found = `zip entry ${quoted(entry.name)} of ${entry.size} bytes from byte ${entry.header} on`;
      throw new CheckpointError({ file, found, expected: `it to end before byte ${limit}, where another part begins` });
    }
    if (members.has(entry.name)) {
      throw new CheckpointError({ file, found: `zip entry ${quoted(entry.name)} twice`, expected: 'every name once' });
    }
    members.set(entry.name, { ...entry, limit });
  });
  return members;
}
