import { CheckpointError, quoted } from './checkpoint-error.ts';
import { decodeUtf8 } from './checkpoint-file.ts';

/** One file inside an archive, as the central directory describes it. */
export interface ZipEntry {
  name: string;
  /** Length of the name in UTF-8. */
  nameBytes: number;
  /** Where its local header is, in bytes from the start of the archive. */
  header: number;
  /** Bytes of its data, which are stored as they are. */
  size: number;
}

/** Bytes of a directory entry before its name. */
export const ENTRY_BYTES = 46;

const ENTRY_SIGNATURE = 0x0201_4b50;
const ENCRYPTED_FLAG = 1;
const STORED = 0;
const ZIP64_EXTRA = 0x0001;

/** This in a 32-bit field means that the number is in the 64-bit extra field. */
const IN_EXTRA = 0xffff_ffff;

/** Longest name in bytes; those of torch.save have under 30. */
const MAX_NAME = 256;

/**
 * Parses the directory entry at `at`, and gives it with the place of the next one. Throws a CheckpointError when it
 * runs out of the directory, is compressed or encrypted, or has a name without end.
 */
export function parseZipEntry(
  view: DataView<ArrayBuffer>,
  at: number,
  file: string,
): { entry: ZipEntry; next: number } {
  const body = at + ENTRY_BYTES;
  if (body > view.byteLength || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
    const expected = 'as many entries as its end record counts';
    throw new CheckpointError({ file, found: `a zip directory broken at its byte ${at}`, expected });
  }
  const nameBytes = view.getUint16(at + 28, true);
  const extraBytes = view.getUint16(at + 30, true);
  const next = body + nameBytes + extraBytes + view.getUint16(at + 32, true);
  if (next > view.byteLength || nameBytes > MAX_NAME) {
    const found = `a zip entry with a name of ${nameBytes} and extras of ${extraBytes} bytes`;
    throw new CheckpointError({ file, found, expected: `a name of at most ${MAX_NAME}, inside the directory` });
  }
  const name = decodeUtf8(
    new Uint8Array(view.buffer, view.byteOffset + body, nameBytes),
    file,
    'the name of a zip entry',
  );
  const extra = new DataView(view.buffer, view.byteOffset + body + nameBytes, extraBytes);
  const [size, packed, header] = wideFields(
    extra,
    [24, 20, 42].map((field) => view.getUint32(at + field, true)),
  );
  const isPlain = view.getUint16(at + 10, true) === STORED && size === packed;
  if (!isPlain || (view.getUint16(at + 8, true) & ENCRYPTED_FLAG) !== 0 || size === undefined || header === undefined) {
    const found = `a compressed or encrypted zip entry ${quoted(name)}`;
    throw new CheckpointError({ file, found, expected: 'entries that are stored as they are' });
  }
  return { entry: { name, nameBytes, header, size }, next };
}

/** Replaces the fields that are too large for 32 bits by those of the 64-bit extra field, which keeps their order. */
function wideFields(extra: DataView, fields: number[]): (number | undefined)[] {
  let at = zip64ExtraOffset(extra);
  return fields.map((field) => {
    if (field !== IN_EXTRA) return field;
    if (at === undefined || at + 8 > extra.byteLength) return undefined;
    at += 8;
    return Number(extra.getBigUint64(at - 8, true));
  });
}

function zip64ExtraOffset(extra: DataView): number | undefined {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) === ZIP64_EXTRA) return at + 4;
  }
  return undefined;
}
