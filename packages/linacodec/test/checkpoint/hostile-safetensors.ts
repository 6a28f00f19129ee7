import { concat } from './concat.ts';
import type { Hostile } from './hostile.ts';
import { encodeNumbers, type NamedTensor } from './named-tensor.ts';
import { patched } from './patched.ts';
import { type HeaderEntry, headerOf, safetensorsHeader, writeSafetensors } from './write-safetensors.ts';

const NORM = 'mel_prenet.norm.weight';
const PROJECTION = 'mel_prenet.output_proj.weight';
const LAST = 'mel_postnet.convolutions.3.1.norm.bias';

/** Ways in which `model.safetensors` can be wrong, made of a good one. */
export function hostileSafetensors(tensors: readonly NamedTensor[]): Hostile[] {
  const good = concat(writeSafetensors(tensors));
  const data = concat(tensors.map((tensor) => encodeNumbers(tensor.data(), 'F32')));
  const header = headerOf(tensors, 'F32');
  const text = JSON.stringify(header);
  const withHeader = (json: string) => concat([safetensorsHeader(json), data]);
  const withEntry = (name: string, entry: Partial<HeaderEntry> | Record<string, unknown>) =>
    withHeader(JSON.stringify({ ...header, [name]: { ...header[name], ...entry } }));
  const withTensor = (name: string, change: (tensor: NamedTensor) => NamedTensor[]) =>
    concat(writeSafetensors(tensors.flatMap((tensor) => (tensor.name === name ? change(tensor) : [tensor]))));
  const withNumber = (number: number) =>
    withTensor(NORM, (tensor) => [{ ...tensor, data: () => tensor.data().slice().fill(number, 3, 4) }]);
  const [begin = 0, end = 0] = header[NORM]?.data_offsets ?? [];

  const rows: [what: string, bytes: Uint8Array, found: string, expected: string, tensor?: string | undefined][] = [
    ['empty', good.subarray(0, 0), 'the length of the header at bytes 0 to 8', 'the 0 bytes of the file'],
    ['cut off in the length', good.subarray(0, 5), 'the length of the header', 'the 5 bytes of the file'],
    ['cut off in the header', good.subarray(0, 900), 'the header at bytes 8 to', 'the 900 bytes of the file'],
    ['cut off in the numbers', good.subarray(0, -4), `${data.length - 4} bytes of data`, `the ${data.length} bytes`],
    [
      'longer than it says',
      concat([good, new Uint8Array(3)]),
      `${data.length + 3} bytes of data`,
      `${data.length} bytes`,
    ],
    ['with a header as long as the file', patched(good, 0, 8, good.length), 'the header at bytes 8', 'inside'],
    ['with a header of 2 MiB', patched(good, 0, 8, 2 ** 21), 'a header of 2097152 bytes', 'at most 1048576'],
    ['with a header of 2^64 - 1', patched(good, 0, 8, 2n ** 64n - 1n), 'a header of 18446744073709552000', 'at most'],
    ['with a header of nothing', patched(good, 0, 8, 0), 'a header that begins ""', 'a JSON object'],
    [
      'a Git LFS pointer',
      new TextEncoder().encode('version https://git-lfs.github.com/spec/v1'),
      'a header of',
      'at most',
    ],
    ['with a header cut short', patched(good, 0, 8, 800), 'a header that begins "{', 'a JSON object'],
    ['with a header that is an array', withHeader('[1, 2]'), 'a header that begins "[1, 2]', 'a JSON object'],
    ['with a space before its header', withHeader(` ${text}`), 'a header that begins " {', 'a JSON object'],
    ['with a header nested without end', withHeader('{"a":'.repeat(200_000)), 'a header that begins', 'a JSON object'],
    ['with a header that is not UTF-8', patched(good, 12, 1, 0xff), 'a header that is not UTF-8', 'UTF-8'],
    ['with a tensor twice', withHeader(`{"${NORM}":1,${text.slice(1)}`), 'the name twice', 'it once', NORM],
    [
      'with an entry that is a number',
      withHeader(text.replace(/\{"dtype.*?\}/, '7')),
      '7',
      'a known dtype',
      tensors[0]?.name,
    ],
    ['with an unknown type', withEntry(NORM, { dtype: 'F31' }), '"F31"', 'a known dtype', NORM],
    ['with a type that objects inherit', withEntry(NORM, { dtype: 'toString' }), '"toString"', 'a known dtype', NORM],
    ['without a shape', withEntry(NORM, { shape: undefined }), '{"dtype":"F32","data', 'a shape of', NORM],
    ['with a negative size', withEntry(NORM, { shape: [-32] }), '[-32]', 'a shape of', NORM],
    ['with half a size', withEntry(NORM, { shape: [0.5, 64] }), '[0.5,64]', 'a shape of', NORM],
    ['with a size past 2^53', withEntry(NORM, { shape: [2 ** 60] }), '[1152921504606847000]', 'a shape of', NORM],
    ['with nine axes', withEntry(NORM, { shape: [32, 1, 1, 1, 1, 1, 1, 1, 1] }), '[32,1', 'at most 8 sizes', NORM],
    ['with one offset', withEntry(NORM, { data_offsets: [0] }), '[0]', 'data_offsets [begin, end]', NORM],
    ['with offsets the wrong way', withEntry(NORM, { data_offsets: [end, begin] }), 'of -128 bytes', '128 bytes', NORM],
    ['with offsets that do not fit the shape', withEntry(NORM, { shape: [31] }), 'of 128 bytes', '124 bytes', NORM],
    [
      'with a tensor of 2^106 numbers',
      withEntry(NORM, { shape: [2 ** 53 - 1, 2 ** 53 - 1] }),
      'of 128 bytes',
      '3.24518553658426',
      NORM,
    ],
    [
      'with tensors that overlap',
      withEntry(NORM, { data_offsets: [begin - 4, end - 4] }),
      `data from byte ${begin - 4} on`,
      'it to follow the data before',
    ],
    ['with a hole', withHeader(JSON.stringify({ ...header, [NORM]: undefined })), `from byte ${end} on`, `${begin}`],
    [
      'with numbers outside of the file',
      withEntry(LAST, { data_offsets: [data.length, data.length + 64] }),
      `data from byte ${data.length} on`,
      `it to follow the data before, which ends at ${data.length - 64}`,
      LAST,
    ],
    ['without a tensor', withTensor(NORM, () => []), 'no such tensor', 'one of shape [32]', NORM],
    ['with a tensor too short', withTensor(NORM, (t) => [resized(t, [31])]), 'shape [31]', '[32]', NORM],
    ['with an axis too many', withTensor(NORM, (t) => [{ ...t, shape: [1, 32] }]), 'shape [1,32]', '[32]', NORM],
    ['with a matrix on its side', withTensor(PROJECTION, onItsSide), 'shape [32,24]', '[24,32]', PROJECTION],
    ['with whole numbers', withEntry(NORM, { dtype: 'I32' }), 'type I32', 'F32, F16, BF16, F64', NORM],
    ['with a layer too many', withTensor(NORM, (t) => [t, extraLayer(t)]), 'in the list mel_prenet.layers.', 'no more'],
    ['with NaN', withNumber(Number.NaN), 'NaN as number 3 of 32', 'finite numbers', NORM],
    ['with infinity', withNumber(Number.NEGATIVE_INFINITY), '-Infinity as number 3 of 32', 'finite numbers', NORM],
  ];
  return rows.map(([what, bytes, found, expected, tensor]) => ({ what, bytes, found, expected, tensor }));
}

function resized(tensor: NamedTensor, shape: number[]): NamedTensor {
  return { ...tensor, shape, data: () => tensor.data().subarray(0, shape[0]) };
}

function extraLayer(tensor: NamedTensor): NamedTensor {
  return { ...tensor, name: 'mel_prenet.layers.2.ffn_norm.weight' };
}

function onItsSide(tensor: NamedTensor): NamedTensor[] {
  return [{ ...tensor, shape: tensor.shape.toReversed() }];
}
