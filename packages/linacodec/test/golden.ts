import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A tensor of the reference data; values in C order. */
export interface GoldenTensor {
  dtype: 'F32' | 'I64' | 'I16';
  shape: number[];
  data: Float32Array | BigInt64Array | Int16Array;
}

interface HeaderEntry {
  dtype: GoldenTensor['dtype'];
  shape: number[];
  data_offsets: [number, number];
}

const ARRAYS = { F32: Float32Array, I64: BigInt64Array, I16: Int16Array };

/** Path of a file of the reference data, such as `tiny-12hz/golden/n25.safetensors`. */
export function goldenPath(file: string): string {
  return fileURLToPath(new URL(`data/${file}`, import.meta.url));
}

/** All tensors of a safetensors file, by name. For reference data only: it checks nothing. */
export function readSafetensors(path: string): Map<string, GoldenTensor> {
  const file = readFileSync(path);
  const start = 8 + Number(file.readBigUInt64LE(0));
  const header: Record<string, HeaderEntry> = JSON.parse(file.toString('utf8', 8, start));
  const names = Object.keys(header).filter((name) => name !== '__metadata__');
  return new Map(names.map((name) => [name, toTensor(file.subarray(start), header[name] as HeaderEntry)]));
}

/** The F32 tensor called `name`; throws an Error when there is none. */
export function floats(tensors: Map<string, GoldenTensor>, name: string): Float32Array {
  const data = tensors.get(name)?.data;
  if (data instanceof Float32Array) return data;
  throw new Error(`there is no F32 tensor called ${name}, but ${[...tensors.keys()].join(', ')}`);
}

/** Signal-to-noise ratio in dB of `actual` against `reference`; Infinity when they are equal. Lengths must agree. */
export function snr(reference: ArrayLike<number>, actual: ArrayLike<number>): number {
  let signal = 0;
  let noise = 0;
  eachPair(reference, actual, (wanted, got) => {
    signal += wanted ** 2;
    noise += (got - wanted) ** 2;
  });
  return noise === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
}

/** Largest difference of two arrays of one length; NaN when there is a NaN in either. */
export function maxAbs(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  eachPair(a, b, (left, right) => {
    largest = Math.max(largest, Math.abs(left - right));
  });
  return largest;
}

function eachPair(a: ArrayLike<number>, b: ArrayLike<number>, visit: (a: number, b: number) => void): void {
  if (a.length !== b.length) throw new Error(`lengths differ: ${a.length} and ${b.length}`);
  for (let n = 0; n < a.length; n++) visit(a[n] as number, b[n] as number);
}

function toTensor(values: Uint8Array, { dtype, shape, data_offsets: [from, to] }: HeaderEntry): GoldenTensor {
  // A copy is aligned, which the place in the file need not be.
  return { dtype, shape, data: new ARRAYS[dtype](new Uint8Array(values.subarray(from, to)).buffer) };
}
