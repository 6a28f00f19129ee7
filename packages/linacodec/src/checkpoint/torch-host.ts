import { z } from 'zod';
import { CheckpointError, quoted } from './checkpoint-error.ts';
import { kindOf, type PickleHost } from './pickle-machine.ts';
import { spanOf } from './read-tensor.ts';
import { MAX_RANK } from './stored-tensor.ts';

/** Numbers that lie in a member of the archive of their own. */
export class TorchStorage {
  /** Name of the type, as in safetensors. */
  readonly dtype: string;
  /** Name of the member, below `data/`. */
  readonly key: string;
  /** Numbers it holds, possibly more than any tensor uses. */
  readonly length: number;

  constructor(dtype: string, key: string, length: number) {
    this.dtype = dtype;
    this.key = key;
    this.length = length;
  }
}

/** A view of a storage. */
export class TorchTensor {
  readonly storage: TorchStorage;
  /** Number of the storage that the tensor begins with. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];

  constructor(storage: TorchStorage, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/** A storage class; `dtype` as in safetensors. */
class StorageType {
  readonly dtype: string;

  constructor(dtype: string) {
    this.dtype = dtype;
  }
}

type Callee = (args: readonly unknown[], file: string) => unknown;

/** All names that a state dict may use. Python looks any name up and calls it, which is how a pickle can run code. */
const GLOBALS: ReadonlyMap<string, StorageType | Callee> = new Map<string, StorageType | Callee>([
  ['collections.OrderedDict', orderedDict],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_parameter', rebuildParameter],
  ['torch.FloatStorage', new StorageType('F32')],
  ['torch.HalfStorage', new StorageType('F16')],
  ['torch.BFloat16Storage', new StorageType('BF16')],
  ['torch.DoubleStorage', new StorageType('F64')],
  ['torch.LongStorage', new StorageType('I64')],
]);

const SIZE = z.number().int().nonnegative();
const SIZES = z.array(SIZE).max(MAX_RANK);

/** The last of it, where the storage was (`cuda:0`), says nothing about where it is wanted. */
const STORAGE_ID = z.tuple([z.literal('storage'), z.instanceof(StorageType), z.string(), z.string(), SIZE]);

/** Storage, offset, sizes and strides; gradients, hooks and metadata follow. */
const TENSOR_ARGS = z.tuple([z.instanceof(TorchStorage), SIZE, SIZES, SIZES]).rest(z.unknown());

/** The tensor; gradients and hooks follow. */
const PARAMETER_ARGS = z.tuple([z.instanceof(TorchTensor)]).rest(z.unknown());

/** Understands what torch.save puts into the pickle of a state dict, and refuses every other name. */
export function torchHost(file: string): PickleHost {
  return {
    global(module, name) {
      const value = GLOBALS.get(`${module}.${name}`);
      if (value !== undefined) return value;
      const found = `global ${quoted(`${module}.${name}`)} in the pickle`;
      const expected = `only ${[...GLOBALS.keys()].join(', ')}, since others could run code`;
      throw new CheckpointError({ file, found, expected });
    },
    call(callee, args) {
      if (typeof callee === 'function') return callee(args, file);
      throw new CheckpointError({ file, found: `a call of ${kindOf(callee)} in the pickle`, expected: 'a function' });
    },
    persistent(id) {
      const { success, data } = STORAGE_ID.safeParse(id);
      if (!success) throw malformed(file, 'storage', id, '("storage", type, key, location, length)');
      const [, type, key, , length] = data;
      return new TorchStorage(type.dtype, key, length);
    },
  };
}

function orderedDict(args: readonly unknown[], file: string): Map<string, unknown> {
  if (args.length > 0) throw malformed(file, 'OrderedDict', args, 'no arguments');
  return new Map();
}

function rebuildTensor(args: readonly unknown[], file: string): TorchTensor {
  const { success, data } = TENSOR_ARGS.safeParse(args);
  if (!success) throw malformed(file, 'tensor', args, '(storage, offset, sizes, strides, ...) of whole numbers');
  const [storage, offset, shape, strides] = data;
  if (shape.length !== strides.length) {
    throw malformed(file, 'tensor', args, `as many strides as sizes, ${shape.length}`);
  }
  const end = offset + spanOf(shape, strides);
  if (!(end <= storage.length)) {
    const found = `a tensor up to number ${end} of storage ${quoted(storage.key)}`;
    throw new CheckpointError({ file, found, expected: `it to end within its ${storage.length} numbers` });
  }
  return new TorchTensor(storage, offset, shape, strides);
}

function rebuildParameter(args: readonly unknown[], file: string): TorchTensor {
  const { success, data } = PARAMETER_ARGS.safeParse(args);
  if (!success) throw malformed(file, 'parameter', args, '(tensor, ...)');
  return data[0];
}

function malformed(file: string, what: string, value: unknown, expected: string): CheckpointError {
  const shown = Array.isArray(value) ? `(${value.map(kindOf).join(', ')})` : kindOf(value);
  return new CheckpointError({ file, found: `a ${what} of ${shown.slice(0, 200)} in the pickle`, expected });
}
