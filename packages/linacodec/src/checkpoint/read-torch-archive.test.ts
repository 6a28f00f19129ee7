import { describe, expect, it } from 'vitest';
import { checkpointFiles } from '../../test/checkpoint/checkpoint-files.ts';
import { concat } from '../../test/checkpoint/concat.ts';
import { memoryFile } from '../../test/checkpoint/memory-folder.ts';
import { patched } from '../../test/checkpoint/patched.ts';
import { pickle } from '../../test/checkpoint/pickle-writer.ts';
import { type StateEntry, statePickle } from '../../test/checkpoint/state-pickle.ts';
import { archiveMembers, writeTorchArchive, zipInput } from '../../test/checkpoint/write-torch-archive.ts';
import { writeZip } from '../../test/checkpoint/write-zip.ts';
import { withoutZip64, zipPlaces } from '../../test/checkpoint/zip-places.ts';
import { readTensor } from './read-tensor.ts';
import { readTorchArchive } from './read-torch-archive.ts';

/** The numbers 0 to 11. */
const STORAGE = zipInput('data/0', new Uint8Array(Float32Array.from({ length: 12 }, (_, i) => i).buffer));
const ENTRY: StateEntry = {
  name: 'a',
  storageType: 'FloatStorage',
  key: '0',
  length: 12,
  offset: 0,
  shape: [2, 3],
  strides: [3, 1],
};

const read = (zip: Uint8Array) => readTorchArchive(memoryFile('test.bin', [zip]));
const archive = (state: Uint8Array) => concat(writeZip(archiveMembers(state, [STORAGE])));

/** The numbers of a float32 tensor of an archive. */
async function numbersOf(zip: Uint8Array, name: string): Promise<number[]> {
  const tensor = (await read(zip)).get(name);
  if (tensor === undefined) throw new RangeError(`no tensor ${name}`);
  return [...(await readTensor({ ...tensor, dtype: 'F32' }))];
}

describe('readTorchArchive', () => {
  it('lists what torch.save wrote, in its order', async () => {
    const tensors = await read(checkpointFiles('tiny-25hz')['vocoder/pytorch_model.bin']);
    expect([...tensors].slice(0, 3).map(([name, { dtype, shape }]) => [name, dtype, shape])).toEqual([
      ['feature_extractor.mel_spec.spectrogram.window', 'F32', [1024]],
      ['feature_extractor.mel_spec.mel_scale.fb', 'F32', [513, 16]],
      ['backbone.embed.weight', 'F32', [64, 16, 7]],
    ]);
    expect(tensors.size).toBe(48);
  });

  it('reads a storage that is longer than its tensor: a Hann window', async () => {
    const zip = checkpointFiles('tiny-12hz')['vocoder/pytorch_model.bin'];
    const window = await numbersOf(zip, 'head.istft.window');
    expect(window).toHaveLength(1024);
    expect(window[0]).toBe(0);
    expect(window[256]).toBeCloseTo(0.5, 6);
    expect(window[512]).toBeCloseTo(1, 6);
  });

  it('reads tensors that share a storage, at their offsets and with their strides', async () => {
    const zip = archive(
      statePickle([ENTRY, { ...ENTRY, name: 'b', offset: 6 }, { ...ENTRY, name: 'c', shape: [3, 2], strides: [1, 3] }]),
    );
    expect(await numbersOf(zip, 'a')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await numbersOf(zip, 'b')).toEqual([6, 7, 8, 9, 10, 11]);
    expect(await numbersOf(zip, 'c')).toEqual([0, 3, 1, 4, 2, 5]);
  });

  it.each([{ protocol: 4 }, { parameters: true }, { location: 'cuda:0' }] as const)(
    'reads a pickle with %j',
    async (options) => {
      expect(await numbersOf(archive(statePickle([ENTRY], options)), 'a')).toEqual([0, 1, 2, 3, 4, 5]);
    },
  );

  it('leaves out what is no tensor', async () => {
    const state = concat([
      pickle.PROTO(2),
      pickle.EMPTY_DICT,
      pickle.BINUNICODE('step'),
      pickle.BININT(7),
      pickle.SETITEM,
      pickle.BINUNICODE('none'),
      pickle.NONE,
      pickle.SETITEM,
      pickle.STOP,
    ]);
    expect((await read(archive(state))).size).toBe(0);
  });

  it('aligns what it writes as torch.save does', () => {
    const zip = concat(writeTorchArchive([{ name: 'a', shape: [5], data: () => new Float32Array(5) }]));
    const { entries } = zipPlaces(zip);
    expect(entries.map(({ name }) => name)).toEqual([
      'archive/data.pkl',
      'archive/byteorder',
      'archive/data/0',
      'archive/version',
    ]);
    expect(entries.map(({ data }) => data % 64)).toEqual([0, 0, 0, 0]);
  });

  it('needs no 64-bit records, and takes a comment', async () => {
    const zip = withoutZip64(archive(statePickle([ENTRY])));
    expect(await numbersOf(zip, 'a')).toHaveLength(6);
    const comment = new TextEncoder().encode('made by hand');
    const commented = concat([patched(zip, zip.length - 2, 2, comment.length), comment]);
    expect(await numbersOf(commented, 'a')).toHaveLength(6);
  });

  it('takes sizes and places from the 64-bit extra field, as in archives past 4 GiB', async () => {
    expect(await numbersOf(withWideEntry(archive(statePickle([ENTRY])), 'archive/data/0'), 'a')).toHaveLength(6);
  });
});

/** The archive with the numbers of one directory entry moved into a 64-bit extra field, behind a field of another kind. */
function withWideEntry(zip: Uint8Array, name: string): Uint8Array {
  const { entries, directory, end64 } = zipPlaces(zip);
  const place = entries.find((entry) => entry.name === name);
  if (place === undefined) throw new RangeError(`no member ${name}`);
  const at = place.entry + 46 + name.length;
  const extra = concat([
    Uint8Array.of(0x55, 0x54, 1, 0, 0, 1, 0, 24, 0),
    new Uint8Array(BigUint64Array.from([place.size, place.size, place.header], BigInt).buffer),
  ]);
  let changed = patched(zip, place.entry + 30, 2, extra.length);
  for (const field of [20, 24, 42]) changed = patched(changed, place.entry + field, 4, 0xffff_ffff);
  const wide = concat([changed.subarray(0, at), extra, changed.subarray(at)]);
  const moved = end64 + extra.length;
  const sized = patched(wide, moved + 40, 8, moved - directory);
  return patched(sized, moved + 56 + 8, 8, moved);
}
