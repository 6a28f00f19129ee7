import { type PickleHost, PickleMachine } from './pickle-machine.ts';
import { PickleReader } from './pickle-reader.ts';

/** Protocols 2 to 5 share the instructions below. */
const OLDEST_PROTOCOL = 2;
const NEWEST_PROTOCOL = 5;

/** Most instructions; the full-size vocoder takes about 4,500. */
const MAX_STEPS = 500_000;

const STOP = 0x2e;

type Instruction = (machine: PickleMachine, reader: PickleReader) => void;

/** The instructions that state dicts are written with, by their byte; names as in Python's pickletools. */
const INSTRUCTIONS: ReadonlyMap<number, Instruction> = new Map<number, Instruction>([
  [0x80, protocol],
  [0x95, (_, reader) => reader.skip(8)], // FRAME: a hint for buffering.
  [0x28, (machine) => machine.mark()], // MARK
  [0x4e, (machine) => machine.push(null)], // NONE
  [0x88, (machine) => machine.push(true)], // NEWTRUE
  [0x89, (machine) => machine.push(false)], // NEWFALSE
  [0x4b, (machine, reader) => machine.push(reader.uint8())], // BININT1
  [0x4d, (machine, reader) => machine.push(reader.uint16())], // BININT2
  [0x4a, (machine, reader) => machine.push(reader.int32())], // BININT
  [0x58, (machine, reader) => machine.push(reader.text(reader.uint32()))], // BINUNICODE
  [0x8c, (machine, reader) => machine.push(reader.text(reader.uint8()))], // SHORT_BINUNICODE
  [0x29, (machine) => machine.push([])], // EMPTY_TUPLE
  [0x85, (machine) => machine.push(machine.popTuple(1))], // TUPLE1
  [0x86, (machine) => machine.push(machine.popTuple(2))], // TUPLE2
  [0x87, (machine) => machine.push(machine.popTuple(3))], // TUPLE3
  [0x74, (machine) => machine.push(machine.popToMark())], // TUPLE
  [0x7d, (machine) => machine.push(new Map())], // EMPTY_DICT
  [0x73, (machine) => machine.setItems(machine.popTuple(2))], // SETITEM
  [0x75, (machine) => machine.setItems(machine.popToMark())], // SETITEMS
  [0x71, (machine, reader) => machine.keep(reader.uint8())], // BINPUT
  [0x72, (machine, reader) => machine.keep(reader.uint32())], // LONG_BINPUT
  [0x94, (machine) => machine.keep()], // MEMOIZE
  [0x68, (machine, reader) => machine.recall(reader.uint8())], // BINGET
  [0x6a, (machine, reader) => machine.recall(reader.uint32())], // LONG_BINGET
  [0x63, (machine, reader) => machine.push(machine.host.global(reader.line(), reader.line()))], // GLOBAL
  [0x93, stackGlobal],
  [0x51, (machine) => machine.push(machine.host.persistent(machine.pop()))], // BINPERSID
  [0x52, reduce],
  [0x62, build],
]);

/**
 * Runs a pickle and gives its value: plain data, and whatever `host` makes of names. Nothing else can happen in it: an
 * instruction that is not in the table, and any name that the host does not know, is a CheckpointError.
 */
export function unpickle(bytes: Uint8Array, host: PickleHost, file: string): unknown {
  const reader = new PickleReader(bytes, file);
  const machine = new PickleMachine(host, file);
  for (let step = 0; step < MAX_STEPS; step++) {
    const at = reader.position;
    const code = reader.uint8();
    if (code === STOP) return machine.result();
    const instruction = INSTRUCTIONS.get(code);
    if (instruction === undefined) {
      machine.fail(`instruction 0x${code.toString(16).padStart(2, '0')} at byte ${at}`, 'only those of a state dict');
    }
    instruction?.(machine, reader);
  }
  return machine.fail(`more than ${MAX_STEPS} instructions`, 'fewer');
}

/** PROTO */
function protocol(machine: PickleMachine, reader: PickleReader): void {
  const version = reader.uint8();
  if (version < OLDEST_PROTOCOL || version > NEWEST_PROTOCOL) {
    machine.fail(`protocol ${version}`, `${OLDEST_PROTOCOL} to ${NEWEST_PROTOCOL}`);
  }
}

/** STACK_GLOBAL */
function stackGlobal(machine: PickleMachine): void {
  const [module, name] = machine.popTuple(2);
  if (typeof module !== 'string' || typeof name !== 'string')
    machine.fail('a global that is not named by text', 'text');
  else machine.push(machine.host.global(module, name));
}

/** REDUCE: a call. */
function reduce(machine: PickleMachine): void {
  const [callee, args] = machine.popTuple(2);
  if (!Array.isArray(args)) machine.fail('a call without a tuple of arguments', 'one');
  else machine.push(machine.host.call(callee, args));
}

/** BUILD: sets attributes. A state dict has `_metadata`, which decoding has no use for. */
function build(machine: PickleMachine): void {
  const [target, state] = machine.popTuple(2);
  if (!(target instanceof Map) || !(state instanceof Map)) machine.fail('attributes of another object', 'a dictionary');
  machine.push(target);
}
