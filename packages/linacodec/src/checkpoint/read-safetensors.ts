import { z } from 'zod';
import { CheckpointError, quoted } from './checkpoint-error.ts';
import { type CheckpointFile, decodeUtf8, readBytes } from './checkpoint-file.ts';
import { duplicateKey } from './duplicate-key.ts';
import { DTYPE_BYTES, MAX_RANK, type StoredTensor } from './stored-tensor.ts';
import { contiguousStrides, elements } from './tensor-shape.ts';

/** A file begins with the length of its header: 64 bits, little-endian. */
const LENGTH_BYTES = 8;

/** Longest header; that of the full-size model with its encoder has under 40 KiB. */
const MAX_HEADER_BYTES = 1024 * 1024;

/** Key of the header that holds free text instead of a tensor. */
const METADATA = '__metadata__';

const SIZE = z.number().int().nonnegative();
const ENTRY = z.object({
  dtype: z.string().refine((dtype) => Object.hasOwn(DTYPE_BYTES, dtype)),
  shape: z.array(SIZE).max(MAX_RANK),
  data_offsets: z.tuple([SIZE, SIZE]),
});

interface Span {
  name: string;
  /** Bytes from the end of the header. */
  begin: number;
  end: number;
}

/**
 * Lists the tensors of a safetensors file without reading their numbers. As the format demands, the tensors must cover
 * all bytes behind the header, without holes and without overlaps. Throws a CheckpointError on anything else.
 */
export async function readSafetensors(file: CheckpointFile): Promise<Map<string, StoredTensor>> {
  const headerBytes = await readHeaderLength(file);
  const header = parseHeader(await readBytes(file, LENGTH_BYTES, headerBytes, 'the header'), file.name);
  const start = LENGTH_BYTES + headerBytes;
  const tensors = new Map<string, StoredTensor>();
  const spans: Span[] = [];
  for (const [name, value] of header) {
    const { dtype, shape, data_offsets } = parseEntry(value, file.name, name);
    const [begin, end] = data_offsets;
    spans.push({ name, begin, end });
    tensors.set(name, { file, dtype, shape, strides: contiguousStrides(shape), offset: start + begin });
  }
  checkCover(spans, file, file.size - start);
  return tensors;
}

async function readHeaderLength(file: CheckpointFile): Promise<number> {
  const prefix = await readBytes(file, 0, LENGTH_BYTES, 'the length of the header');
  const length = Number(new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES) {
    const found = `a header of ${length} bytes`;
    throw new CheckpointError({
      file: file.name,
      found,
      expected: `a safetensors header of at most ${MAX_HEADER_BYTES}`,
    });
  }
  return length;
}

function parseHeader(bytes: Uint8Array, file: string): [string, unknown][] {
  const text = decodeUtf8(bytes, file, 'a header');
  const header = parseJson(text);
  if (!text.startsWith('{') || typeof header !== 'object' || header === null) {
    throw new CheckpointError({
      file,
      found: `a header that begins ${quoted(text.slice(0, 20))}`,
      expected: 'a JSON object',
    });
  }
  const twice = duplicateKey(text);
  if (twice !== undefined) {
    throw new CheckpointError({ file, tensor: twice, found: 'the name twice in the header', expected: 'it once' });
  }
  return Object.entries(header).filter(([name]) => name !== METADATA);
}

/** The value of JSON text; undefined, which no JSON stands for, when it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseEntry(value: unknown, file: string, tensor: string): z.output<typeof ENTRY> {
  const { success, data } = ENTRY.safeParse(value);
  if (!success) {
    const expected = `a known dtype, a shape of at most ${MAX_RANK} sizes and data_offsets [begin, end]`;
    throw new CheckpointError({ file, tensor, found: quoted(value), expected });
  }
  const [begin, end] = data.data_offsets;
  const bytes = elements(data.shape) * (DTYPE_BYTES[data.dtype] ?? 0);
  if (end - begin !== bytes) {
    const found = `data_offsets [${begin}, ${end}] of ${end - begin} bytes`;
    const expected = `${bytes} bytes for ${data.dtype} of shape [${data.shape}]`;
    throw new CheckpointError({ file, tensor, found, expected });
  }
  return data;
}

function checkCover(spans: Span[], file: CheckpointFile, size: number): void {
  let covered = 0;
  for (const { name: tensor, begin, end } of spans.sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered) {
      const found = `data from byte ${begin} on`;
      const expected = `it to follow the data before, which ends at ${covered}`;
      throw new CheckpointError({ file: file.name, tensor, found, expected });
    }
    covered = end;
  }
  if (covered !== size) {
    const found = `${size} bytes of data`;
    throw new CheckpointError({ file: file.name, found, expected: `the ${covered} bytes that the header lists` });
  }
}
