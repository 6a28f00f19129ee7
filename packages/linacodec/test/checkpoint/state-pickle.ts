import { concat } from './concat.ts';
import { pickle } from './pickle-writer.ts';

/** A tensor as a state dict describes it. */
export interface StateEntry {
  name: string;
  /** Class in `torch`, such as `FloatStorage`. */
  storageType: string;
  key: string;
  /** Numbers in the storage. */
  length: number;
  offset: number;
  shape: readonly number[];
  strides: readonly number[];
}

/** How {@link statePickle} differs from what torch.save writes for the CPU today. */
export interface StatePickleOptions {
  protocol?: 2 | 4;
  /** Where the storages were, such as `cuda:0`. */
  location?: string;
  /** Wraps every tensor as a parameter. */
  parameters?: boolean;
  /** Put after the items, with the dictionary on top of the stack. */
  after?: Uint8Array;
}

/** Where the memo keeps the name of the ordered dictionary. */
const ORDERED_DICT = 0;

const NEW_ORDERED_DICT = concat([pickle.BINGET(ORDERED_DICT), pickle.EMPTY_TUPLE, pickle.REDUCE]);

/** Writes the pickle of a state dict: an ordered dictionary of tensors, with `_metadata` as an attribute. */
export function statePickle(entries: readonly StateEntry[], options: StatePickleOptions = {}): Uint8Array<ArrayBuffer> {
  const { protocol = 2, after = METADATA } = options;
  return concat([
    pickle.PROTO(protocol),
    globalName(protocol, 'collections', 'OrderedDict'),
    pickle.BINPUT(ORDERED_DICT),
    pickle.EMPTY_TUPLE,
    pickle.REDUCE,
    pickle.MARK,
    ...entries.flatMap((entry) => [pickle.BINUNICODE(entry.name), tensorValue(entry, options)]),
    pickle.SETITEMS,
    after,
    pickle.STOP,
  ]);
}

/** An attribute of the dictionary: the versions of modules. */
const METADATA = concat([
  pickle.EMPTY_DICT,
  pickle.BINUNICODE('_metadata'),
  NEW_ORDERED_DICT,
  pickle.MARK,
  pickle.BINUNICODE('backbone'),
  pickle.EMPTY_DICT,
  pickle.BINUNICODE('version'),
  pickle.BININT(1),
  pickle.SETITEM,
  pickle.SETITEMS,
  pickle.SETITEM,
  pickle.BUILD,
]);

function tensorValue(
  entry: StateEntry,
  { protocol = 2, location = 'cpu', parameters }: StatePickleOptions,
): Uint8Array {
  const storage = concat([
    pickle.MARK,
    pickle.BINUNICODE('storage'),
    globalName(protocol, 'torch', entry.storageType),
    ...[entry.key, location].map(pickle.BINUNICODE),
    pickle.BININT(entry.length),
    pickle.TUPLE,
    pickle.BINPERSID,
  ]);
  const value = concat([
    globalName(protocol, 'torch._utils', '_rebuild_tensor_v2'),
    pickle.MARK,
    storage,
    pickle.BININT(entry.offset),
    intTuple(entry.shape),
    intTuple(entry.strides),
    pickle.NEWFALSE,
    NEW_ORDERED_DICT,
    pickle.TUPLE,
    pickle.REDUCE,
  ]);
  if (!parameters) return value;
  const rebuild = globalName(protocol, 'torch._utils', '_rebuild_parameter');
  return concat([rebuild, pickle.MARK, value, pickle.NEWFALSE, NEW_ORDERED_DICT, pickle.TUPLE, pickle.REDUCE]);
}

function intTuple(values: readonly number[]): Uint8Array {
  return concat([pickle.MARK, ...values.map(pickle.BININT), pickle.TUPLE]);
}

function globalName(protocol: 2 | 4, module: string, name: string): Uint8Array {
  if (protocol === 2) return pickle.GLOBAL(module, name);
  return concat([...[module, name].map(pickle.SHORT_BINUNICODE), pickle.STACK_GLOBAL]);
}
