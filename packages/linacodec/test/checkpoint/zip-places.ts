import { concat } from './concat.ts';

/** Where the parts of a zip archive are, in bytes from its start, so that a test can change them. */
export interface ZipPlaces {
  /** End record; the 64-bit one with its locator lies before it. */
  end: number;
  locator: number;
  end64: number;
  directory: number;
  entries: readonly ZipEntryPlace[];
}

/** One member: where its directory entry, its local header and its data are. */
export interface ZipEntryPlace {
  name: string;
  entry: number;
  header: number;
  data: number;
  size: number;
}

const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;

/** Finds the parts of an archive that {@link writeZip} or torch.save made, which have no comment. */
export function zipPlaces(zip: Uint8Array): ZipPlaces {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  const end = zip.length - END_BYTES;
  const directory = view.getUint32(end + 16, true);
  const entries: ZipEntryPlace[] = [];
  for (let entry = directory; entries.length < view.getUint16(end + 10, true); ) {
    const nameBytes = view.getUint16(entry + 28, true);
    const name = new TextDecoder().decode(zip.subarray(entry + ENTRY_BYTES, entry + ENTRY_BYTES + nameBytes));
    const header = view.getUint32(entry + 42, true);
    const data = header + LOCAL_BYTES + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    entries.push({ name, entry, header, data, size: view.getUint32(entry + 24, true) });
    entry += ENTRY_BYTES + nameBytes + view.getUint16(entry + 30, true);
  }
  const locator = end - LOCATOR_BYTES;
  return { end, locator, end64: locator - END64_BYTES, directory, entries };
}

/** The archive with only the 32-bit end record, as other writers make it. */
export function withoutZip64(zip: Uint8Array): Uint8Array<ArrayBuffer> {
  const { end, end64 } = zipPlaces(zip);
  return concat([zip.subarray(0, end64), zip.subarray(end)]);
}
