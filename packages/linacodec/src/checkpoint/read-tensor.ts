import { readBytes } from './checkpoint-file.ts';
import { DTYPE_BYTES, type StoredTensor } from './stored-tensor.ts';
import { contiguousStrides, elements } from './tensor-shape.ts';
import { type FloatType, widen } from './widen.ts';

/** A stored tensor of a type that can be widened. */
export interface FloatTensor extends StoredTensor {
  readonly dtype: FloatType;
}

/** The numbers of a tensor as float32 in C order, whatever its type and strides. */
export async function readTensor({ file, dtype, shape, strides, offset }: FloatTensor): Promise<Float32Array> {
  const span = spanOf(shape, strides);
  const bytes = await readBytes(file, offset, span * (DTYPE_BYTES[dtype] ?? 0), 'the numbers of a tensor');
  const numbers = widen(bytes, dtype);
  return isContiguous(shape, strides) ? numbers : gather(numbers, shape, strides);
}

/** Numbers from the first to the last of a tensor, both included: what lies between belongs to it or is skipped. */
export function spanOf(shape: readonly number[], strides: readonly number[]): number {
  if (elements(shape) === 0) return 0;
  return shape.reduce((last, size, axis) => last + (size - 1) * (strides[axis] ?? 0), 1);
}

/** An axis of one has no neighbours, so its stride says nothing. */
function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  const dense = contiguousStrides(shape);
  return shape.every((size, axis) => size === 1 || strides[axis] === dense[axis]);
}

function gather(numbers: Float32Array, shape: readonly number[], strides: readonly number[]): Float32Array {
  const gathered = new Float32Array(elements(shape));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < gathered.length; to++) {
    gathered[to] = numbers[from] ?? Number.NaN;
    // Count up like an odometer, carrying from the last axis to the first.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = (index[axis] ?? 0) + 1;
      const stride = strides[axis] ?? 0;
      if (at < (shape[axis] ?? 0)) {
        index[axis] = at;
        from += stride;
        break;
      }
      index[axis] = 0;
      from -= (at - 1) * stride;
    }
  }
  return gathered;
}
