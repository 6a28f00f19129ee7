import { crc32 } from 'node:zlib';

/** A file to be put into an archive. */
export interface ZipInput {
  name: string;
  /** Bytes of it in all. */
  size: number;
  /** Makes the bytes; called once, when they are written. */
  data(): Uint8Array;
}

/** torch.save pads the local header so that data begin at a multiple of this. */
const ALIGNMENT = 64;

/** Sizes follow the data (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;

const LOCAL_BYTES = 30;
const PADDING_ID = 0x4246;
const UTF8 = new TextEncoder();

interface Written {
  name: Uint8Array;
  header: number;
  size: number;
  crc: number;
}

/**
 * Writes a zip archive as torch.save does, piece by piece: members stored and aligned, sizes and checksums behind the
 * data and in the directory, 64-bit end records always.
 */
export function* writeZip(inputs: Iterable<ZipInput>): Generator<Uint8Array<ArrayBufferLike>> {
  const written: Written[] = [];
  let at = 0;
  for (const { name, size, data } of inputs) {
    const entry = { name: UTF8.encode(name), header: at, size };
    const header = localHeader(entry.name, at);
    const bytes = data();
    if (bytes.length !== size) throw new RangeError(`${name} has ${bytes.length} bytes instead of ${size}`);
    const crc = crc32(bytes);
    const descriptor = words([4, 0x0807_4b50], [4, crc], [4, size], [4, size]);
    written.push({ ...entry, crc });
    yield* [header, bytes, descriptor];
    at += header.length + size + descriptor.length;
  }
  const directory = written.map(directoryEntry);
  yield* directory;
  yield endRecords(
    written.length,
    directory.reduce((sum, entry) => sum + entry.length, 0),
    at,
  );
}

function localHeader(name: Uint8Array, at: number): Uint8Array<ArrayBuffer> {
  const fixed = LOCAL_BYTES + name.length + 4;
  const padding = (ALIGNMENT - ((at + fixed) % ALIGNMENT)) % ALIGNMENT;
  const fields = words([4, 0x0403_4b50], [2, 0], [2, FLAGS], [2, 0], [4, 0], [4, 0], [4, 0], [4, 0], [2, name.length]);
  const header = new Uint8Array(fixed + padding).fill(0x5a, fixed);
  header.set(fields);
  header.set(words([2, 4 + padding]), 28);
  header.set(name, LOCAL_BYTES);
  header.set(words([2, PADDING_ID], [2, padding]), LOCAL_BYTES + name.length);
  return header;
}

function directoryEntry({ name, header, size, crc }: Written): Uint8Array<ArrayBuffer> {
  const fields = words(
    ...([
      [4, 0x0201_4b50],
      [2, 0],
      [2, 0],
      [2, FLAGS],
      [2, 0],
      [4, 0],
      [4, crc],
      [4, size],
      [4, size],
      [2, name.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, header],
    ] as const),
  );
  const entry = new Uint8Array(fields.length + name.length);
  entry.set(fields);
  entry.set(name, fields.length);
  return entry;
}

function endRecords(count: number, size: number, offset: number): Uint8Array<ArrayBuffer> {
  return words(
    ...([
      [4, 0x0606_4b50],
      [8, 44],
      [2, 0x031e],
      [2, 45],
      [4, 0],
      [4, 0],
      [8, count],
      [8, count],
      [8, size],
      [8, offset],
      [4, 0x0706_4b50],
      [4, 0],
      [8, offset + size],
      [4, 1],
      [4, 0x0605_4b50],
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, size],
      [4, offset],
      [2, 0],
    ] as const),
  );
}

/** Little-endian numbers, each with its width in bytes. */
function words(...fields: (readonly [bytes: 2 | 4 | 8, value: number])[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  const view = new DataView(all.buffer);
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  return all;
}
