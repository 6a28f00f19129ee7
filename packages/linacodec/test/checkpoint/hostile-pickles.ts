import { concat } from './concat.ts';
import type { Hostile } from './hostile.ts';
import { pickle } from './pickle-writer.ts';
import { type StateEntry, statePickle } from './state-pickle.ts';
import { archiveMembers, zipInput } from './write-torch-archive.ts';
import { writeZip } from './write-zip.ts';

const ENTRY: StateEntry = {
  name: 'backbone.norm.bias',
  storageType: 'FloatStorage',
  key: '0',
  length: 6,
  offset: 0,
  shape: [2, 3],
  strides: [3, 1],
};

/** Ways in which the pickle of a state dict can be wrong. */
export function hostilePickles(): Hostile[] {
  const { PROTO, MARK, STOP, NONE, BININT, BINUNICODE, TUPLE, TUPLE1, EMPTY_TUPLE, EMPTY_DICT, REDUCE } = pickle;
  const state = statePickle([ENTRY]);
  const withEntry = (change: Partial<StateEntry>) => statePickle([{ ...ENTRY, ...change }]);
  const run = (...instructions: Uint8Array[]) => concat([PROTO(2), ...instructions, STOP]);
  const repeat = (times: number, instruction: (i: number) => Uint8Array) =>
    concat(Array.from({ length: times }, (_, i) => instruction(i)));
  const callOf = (module: string, name: string) => run(pickle.GLOBAL(module, name), BINUNICODE('id'), TUPLE1, REDUCE);
  const only = 'only collections.OrderedDict, torch._utils._rebuild_tensor_v2';
  const rows: [what: string, bytes: Uint8Array, found: string, expected: string][] = [
    ['no instructions', new Uint8Array(0), 'a pickle that ends after 0 bytes', '1 bytes at least'],
    ['no end', state.subarray(0, -1), `a pickle that ends after ${state.length - 1} bytes`, `${state.length} bytes`],
    ['half a number', run(BININT(1)).subarray(0, 5), 'a pickle that ends after 5 bytes', '7 bytes at least'],
    ['half a text', run(BINUNICODE('abc')).subarray(0, 9), 'a pickle that ends after 9 bytes', '10 bytes'],
    ['half a name', pickle.GLOBAL('torch', 'FloatStorage').subarray(0, 9), 'a pickle that ends', 'bytes at least'],
    ['os.system', callOf('os', 'system'), 'global "os.system"', only],
    ['builtins.eval', callOf('builtins', 'eval'), 'global "builtins.eval"', only],
    [
      'posix.system as text',
      run(BINUNICODE('posix'), BINUNICODE('system'), pickle.STACK_GLOBAL),
      'global "posix.system"',
      'could run code',
    ],
    ['a path through an allowed module', callOf('torch', '_utils.os.system'), 'global "torch._utils.os.system"', only],
    ['a name from the prototype of objects', callOf('', 'constructor'), 'global ".constructor"', only],
    ['another tensor function', callOf('torch._utils', '_rebuild_sparse_tensor'), '_rebuild_sparse_tensor"', only],
    [
      'a name that is a number',
      run(BININT(1), BININT(2), pickle.STACK_GLOBAL),
      'a global that is not named by text',
      'text',
    ],
    ['a call of a text', run(BINUNICODE('x'), EMPTY_TUPLE, REDUCE), 'a call of "x"', 'a function'],
    [
      'a call of a storage type',
      run(pickle.GLOBAL('torch', 'FloatStorage'), EMPTY_TUPLE, REDUCE),
      'a call of an object',
      'a function',
    ],
    [
      'a call without arguments',
      run(pickle.GLOBAL('collections', 'OrderedDict'), NONE, REDUCE),
      'a call without a tuple',
      'one',
    ],
    [
      'a dictionary of arguments',
      run(pickle.GLOBAL('collections', 'OrderedDict'), NONE, TUPLE1, REDUCE),
      'a OrderedDict of (null)',
      'no arguments',
    ],
    [
      'a tensor of nothing',
      run(pickle.GLOBAL('torch._utils', '_rebuild_tensor_v2'), EMPTY_TUPLE, REDUCE),
      'a tensor of ()',
      'strides',
    ],
    [
      'a parameter of nothing',
      run(pickle.GLOBAL('torch._utils', '_rebuild_parameter'), NONE, TUPLE1, REDUCE),
      'a parameter of (null)',
      '(tensor, ...)',
    ],
    ['a list', run(pickle.EMPTY_LIST), 'instruction 0x5d at byte 2', 'only those of a state dict'],
    ['an object built by class', run(Uint8Array.of(0x81)), 'instruction 0x81', 'only those of a state dict'],
    ['an instance of the first protocol', run(Uint8Array.of(0x69)), 'instruction 0x69', 'only those of'],
    ['protocol 1', concat([PROTO(1), NONE, STOP]), 'protocol 1', '2 to 5'],
    ['protocol 6', concat([PROTO(6), NONE, STOP]), 'protocol 6', '2 to 5'],
    ['values that are not there', run(TUPLE1), '1 values taken that are not there', 'them on the stack'],
    ['values from before a mark', run(NONE, MARK, TUPLE1), '1 values taken that are not there', 'them on the stack'],
    ['an id that is not there', run(pickle.BINPERSID), 'a value taken that is not there', 'one on the stack'],
    ['a group without beginning', run(TUPLE), 'the end of a group that never began', 'a mark before it'],
    ['groups without end', run(repeat(100_000, () => MARK)), 'more than 32 nested groups', 'a state dict'],
    ['values without end', run(repeat(100_000, () => NONE)), 'more than 8192 values on the stack', 'fewer'],
    ['kept values without end', run(NONE, repeat(70_000, longBinput)), 'more than 65536 kept values', 'fewer'],
    ['instructions without end', run(repeat(510_000, () => PROTO(2))), 'more than 500000 instructions', 'fewer'],
    ['a kept value that is not there', run(pickle.LONG_BINGET(7)), 'kept value 7 used', 'it to be kept before'],
    [
      'tuples a hundred thousand deep',
      run(
        EMPTY_TUPLE,
        repeat(100_000, () => TUPLE1),
      ),
      'a tuple of 1',
      'a dictionary of tensors',
    ],
    [
      'a text of 2 GiB',
      run(concat([Uint8Array.of(0x58, 0, 0, 0, 0x80)])),
      'a string of 2147483648 bytes',
      'at most 1024',
    ],
    ['a text that is not UTF-8', run(patchedText()), 'a string in the pickle that is not UTF-8', 'UTF-8'],
    [
      'items of a tuple',
      run(EMPTY_TUPLE, BINUNICODE('a'), NONE, pickle.SETITEM),
      '2 items set of a tuple of 0',
      'a dictionary',
    ],
    ['half an item', run(EMPTY_DICT, MARK, NONE, pickle.SETITEMS), '1 items set of a dictionary of 0', 'pairs'],
    [
      'a key that is a number',
      run(EMPTY_DICT, BININT(1), NONE, pickle.SETITEM),
      '1 as the key of a dictionary',
      'a string',
    ],
    [
      'attributes of a tuple',
      run(EMPTY_TUPLE, EMPTY_DICT, pickle.BUILD),
      'attributes of another object',
      'a dictionary',
    ],
    ['a number instead of a dictionary', run(BININT(1)), '1 in the pickle', 'a dictionary of tensors'],
    ['two values', run(EMPTY_DICT, EMPTY_DICT), '2 values at its end', 'one: the state dict'],
    [
      'an id that is a text',
      run(BINUNICODE('storage'), pickle.BINPERSID),
      'a storage of "storage"',
      '("storage", type',
    ],
    [
      'a storage type that is a function',
      withEntry({ storageType: '_utils._rebuild_tensor_v2' }),
      'a storage of (',
      '("storage", type',
    ],
    [
      'a storage type that is not known',
      withEntry({ storageType: 'ComplexFloatStorage' }),
      'torch.ComplexFloatStorage',
      only,
    ],
    [
      'a storage of less than nothing',
      withEntry({ length: -6 }),
      'a storage of ("storage", an object, "0", "cpu", -6)',
      'length',
    ],
    ['a negative offset', withEntry({ offset: -1 }), 'a tensor of (an object, -1,', 'whole numbers'],
    ['a negative size', withEntry({ shape: [-2, 3] }), 'a tensor of (', 'whole numbers'],
    ['a negative stride', withEntry({ strides: [3, -1] }), 'a tensor of (', 'whole numbers'],
    ['nine axes', withEntry({ shape: Array(9).fill(1), strides: Array(9).fill(1) }), 'a tuple of 9', 'whole numbers'],
    ['a stride too few', withEntry({ strides: [1] }), 'a tensor of (', 'as many strides as sizes, 2'],
    ['a tensor past its storage', withEntry({ offset: 1 }), 'a tensor up to number 7 of storage "0"', 'its 6 numbers'],
    ['strides past its storage', withEntry({ strides: [4, 1] }), 'a tensor up to number 7', 'its 6 numbers'],
    [
      'a tensor of 2^62 numbers',
      withEntry({ shape: [2 ** 31 - 1, 2 ** 31 - 1], strides: [2 ** 31 - 1, 1] }),
      'a tensor up to number 46',
      '6 numbers',
    ],
    ['a storage outside of its folder', withEntry({ key: '../0' }), 'no zip entry "archive/data/../0"', 'every part'],
    [
      'a storage longer than its member',
      withEntry({ length: 7 }),
      '24 bytes in zip entry',
      '28 for 7 numbers of type F32',
    ],
    ['a wider type than its member', withEntry({ storageType: 'DoubleStorage' }), '24 bytes in zip entry', '48 for 6'],
    ['one tensor of another shape only', state, 'no such tensor', 'one of shape'],
  ];
  const storage = zipInput('data/0', new Uint8Array(24));
  return rows.map(([what, bytes, found, expected]) => ({
    what,
    bytes: concat(writeZip(archiveMembers(bytes, [storage]))),
    found,
    expected,
    tensor: undefined,
  }));
}

/** LONG_BINPUT */
function longBinput(index: number): Uint8Array {
  return concat([Uint8Array.of(0x72), new Uint8Array(Uint32Array.of(index).buffer)]);
}

function patchedText(): Uint8Array {
  const text = new Uint8Array(pickle.BINUNICODE('abc'));
  text.set([0xff], text.length - 1);
  return text;
}
