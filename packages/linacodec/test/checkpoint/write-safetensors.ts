import { countOf, encodeNumbers, type NamedTensor, WRITTEN_BYTES, type WrittenType } from './named-tensor.ts';

/** Headers are padded with spaces so that the numbers begin at a multiple of this. */
const ALIGNMENT = 8;

/** One entry of a header. */
export interface HeaderEntry {
  dtype: string;
  shape: readonly number[];
  data_offsets: readonly [number, number];
}

/** Writes a safetensors file, piece by piece. */
export function* writeSafetensors(
  tensors: readonly NamedTensor[],
  dtype: WrittenType = 'F32',
): Generator<Uint8Array<ArrayBuffer>> {
  yield safetensorsHeader(JSON.stringify({ __metadata__: { format: 'pt' }, ...headerOf(tensors, dtype) }));
  for (const tensor of tensors) yield encodeNumbers(tensor.data(), dtype);
}

/** The entries of tensors that follow each other. */
export function headerOf(tensors: readonly NamedTensor[], dtype: WrittenType): Record<string, HeaderEntry> {
  const header: Record<string, HeaderEntry> = {};
  let at = 0;
  for (const { name, shape } of tensors) {
    const end = at + countOf(shape) * WRITTEN_BYTES[dtype];
    header[name] = { dtype, shape, data_offsets: [at, end] };
    at = end;
  }
  return header;
}

/** Any text as a header, with the length before it. */
export function safetensorsHeader(text: string): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(text);
  const padded = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(ALIGNMENT + padded).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(json, ALIGNMENT);
  return bytes;
}
