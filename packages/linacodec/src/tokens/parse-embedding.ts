import { describeValue } from './describe-value.ts';
import { innerList } from './inner-list.ts';
import { TokenError } from './token-error.ts';

/** Values of a speaker embedding: the width of the decoder's conditioning. */
export const EMBEDDING_SIZE = 128;

/**
 * A speaker embedding from outside: `[128]` or `[1, 128]`, as an array or a typed array.
 *
 * One value that is not finite would silence the whole waveform, so each is checked after rounding to float32.
 * @param path name of the value in the error
 * @throws TokenError that names the first wrong value, or the length
 */
export function parseEmbedding(value: unknown, size = EMBEDDING_SIZE, path = 'embedding'): Float32Array {
  const list = innerList(value, path);
  if (list.length !== size) {
    throw new TokenError(`${path} holds ${list.length} values; a speaker embedding has ${size}`);
  }
  const embedding = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const number = list[i];
    if (typeof number !== 'number' || !Number.isFinite(Math.fround(number))) {
      throw new TokenError(
        `${path}[${i}] is ${describeValue(number)}; it must be a finite 32-bit floating-point number`,
      );
    }
    embedding[i] = number;
  }
  return embedding;
}
