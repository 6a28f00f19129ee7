import { concat } from './concat.ts';
import type { Hostile } from './hostile.ts';
import { patched } from './patched.ts';
import { pickle } from './pickle-writer.ts';
import { archiveMembers, zipInput } from './write-torch-archive.ts';
import { writeZip, type ZipInput } from './write-zip.ts';
import { withoutZip64, zipPlaces } from './zip-places.ts';

const EMPTY_STATE = concat([pickle.PROTO(2), pickle.EMPTY_DICT, pickle.STOP]);
const text = (value: string) => new TextEncoder().encode(value);

/** Ways in which the zip archive of `vocoder/pytorch_model.bin` can be wrong, made of a good one. */
export function hostileArchives(good: Uint8Array): Hostile[] {
  const { end, end64, locator, directory, entries } = zipPlaces(good);
  const [first, second, third] = entries.toSorted((a, b) => a.header - b.header);
  if (!first || !second || !third) throw new RangeError('an archive of three members at least');
  const plain = withoutZip64(good);
  const plainEnd = plain.length - 22;
  const archive = (members: ZipInput[]) => concat(writeZip(members));
  const rows: [what: string, bytes: Uint8Array, found: string, expected: string][] = [
    ['empty', good.subarray(0, 0), 'no zip directory at its end', 'torch.save'],
    ['a bare pickle', EMPTY_STATE, 'no zip directory at its end', 'torch.save'],
    ['cut off in the data', good.subarray(0, 10_000), 'no zip directory at its end', 'torch.save'],
    ['cut off in the end record', good.subarray(0, -1), 'no zip directory at its end', 'torch.save'],
    ['without its first byte', good.subarray(1), 'no 64-bit end record at byte', 'one where its locator points'],
    ['followed by 2 KiB', concat([good, new Uint8Array(2048)]), 'no zip directory at its end', 'torch.save'],
    ['with a locator that points outside', patched(good, locator + 8, 8, 2n ** 63n), 'the 64-bit end record', 'inside'],
    ['with a locator that points to data', patched(good, locator + 8, 8, 64), 'no 64-bit end record at byte 64', 'one'],
    [
      'with a directory elsewhere',
      patched(good, end64 + 48, 8, directory - 1),
      `bytes ${directory - 1} to`,
      `${end64}`,
    ],
    ['with a directory of no size', patched(good, end64 + 40, 8, 0), 'a zip directory at bytes', `${end64}`],
    [
      'with 2^64 - 1 members',
      patched(good, end64 + 32, 8, 2n ** 64n - 1n),
      '18446744073709552000 entries',
      'at most 8192',
    ],
    ['with one member too many', patched(good, end64 + 32, 8, entries.length + 1), 'a zip directory broken', 'as many'],
    ['with 65535 members', patched(plain, plainEnd + 10, 2, 65_535), '65535 entries', 'at most 8192'],
    [
      'with a directory past its end',
      patched(plain, plainEnd + 16, 4, directory + 4),
      'a zip directory at',
      `${plainEnd}`,
    ],
    ['with a broken directory', patched(good, second.entry, 4, 0), 'a zip directory broken at its byte', 'as many'],
    ['with a long name', patched(good, first.entry + 28, 2, 5000), 'with a name of 5000', 'at most 256'],
    ['with extras past the directory', patched(good, first.entry + 30, 2, 65_535), 'extras of 65535', 'inside'],
    ['with a name that is not UTF-8', patched(good, first.entry + 46, 1, 0xc0), 'the name of a zip entry', 'UTF-8'],
    ['compressed', patched(good, first.entry + 10, 2, 8), `zip entry "${first.name}"`, 'stored as they are'],
    ['encrypted', patched(good, first.entry + 8, 2, 1), `zip entry "${first.name}"`, 'stored as they are'],
    ['of two sizes', patched(good, first.entry + 20, 4, 10), `zip entry "${first.name}"`, 'stored as they are'],
    [
      'without its 64-bit sizes',
      patched(patched(good, first.entry + 20, 4, 2 ** 32 - 1), first.entry + 24, 4, 2 ** 32 - 1),
      'zip entry',
      'stored',
    ],
    ['with members at one place', patched(good, third.entry + 42, 4, second.header), 'zip entry "', 'it to end before'],
    [
      'with a member over the next',
      grown(good, second.entry, third.header - second.header),
      'zip entry "',
      'it to end',
    ],
    [
      'with a member over the next one by a byte',
      grown(good, second.entry, third.header - second.data + 1),
      'up to byte',
      `${third.header}`,
    ],
    ['with a member behind its end', patched(good, third.entry + 42, 4, end), 'zip entry "', 'it to end before byte'],
    [
      'with another local header',
      patched(good, first.header, 4, 0x0201_4b50),
      'another header than that of',
      'the one',
    ],
    ['with another local name', patched(good, first.header + 30, 1, 0x71), 'another header than that of', 'the one'],
    ['with a local name of another length', patched(good, first.header + 26, 2, 3), 'another header than', 'the one'],
    [
      'with padding over the data',
      patched(good, first.header + 28, 2, 65_535),
      'up to byte',
      `it to end by byte ${second.header}`,
    ],
    [
      'with a name twice',
      archive([zipInput('a/data.pkl', EMPTY_STATE), zipInput('a/data.pkl', EMPTY_STATE)]),
      'zip entry "a/data.pkl" twice',
      'every name once',
    ],
    ['of nothing', archive([]), '0 members named <folder>/data.pkl', 'exactly one'],
    ['without a folder', archive([zipInput('data.pkl', EMPTY_STATE)]), '0 members named', 'exactly one'],
    [
      'two archives',
      archive(['a', 'b'].map((root) => zipInput(`${root}/data.pkl`, EMPTY_STATE))),
      '2 members named',
      'exactly one',
    ],
    [
      'big-endian',
      archive([zipInput('a/data.pkl', EMPTY_STATE), zipInput('a/byteorder', text('big'))]),
      'byte order "big"',
      '"little"',
    ],
    [
      'of a byte order without end',
      archive([zipInput('a/data.pkl', EMPTY_STATE), zipInput('a/byteorder', new Uint8Array(99))]),
      'zip entry "a/byteorder" of 99 bytes',
      'at most 16',
    ],
    [
      'of a pickle of 2 MiB',
      archive(archiveMembers(new Uint8Array(2 ** 21), [])),
      'data.pkl" of 2097152 bytes',
      'at most 1048576',
    ],
    ['without a storage', archive(withoutMember(good, second.name)), `no zip entry "${second.name}"`, 'every part'],
    [
      'with a storage too short',
      archive(withMember(good, second.name, new Uint8Array(8))),
      '8 bytes in zip entry',
      'numbers of type F32',
    ],
  ];
  return rows.map(([what, bytes, found, expected]) => ({ what, bytes, found, expected, tensor: undefined }));
}

/** The archive with another size in a directory entry. */
function grown(zip: Uint8Array, entry: number, size: number): Uint8Array {
  return patched(patched(zip, entry + 20, 4, size), entry + 24, 4, size);
}

function members(zip: Uint8Array): ZipInput[] {
  return zipPlaces(zip).entries.map(({ name, data, size }) => zipInput(name, zip.subarray(data, data + size)));
}

function withoutMember(zip: Uint8Array, name: string): ZipInput[] {
  return members(zip).filter((member) => member.name !== name);
}

function withMember(zip: Uint8Array, name: string, bytes: Uint8Array): ZipInput[] {
  return [...withoutMember(zip, name), zipInput(name, bytes)];
}
