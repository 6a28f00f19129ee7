import { FlacBits } from './flac-bits.ts';

/** One frame as it was read. */
export interface FlacFrameSeen {
  number: number;
  blockSize: number;
  kind: string;
  /** Coding method of the errors, where there are any. */
  method?: number;
  partitions?: number;
}

/** All of a stream. */
export interface FlacSeen {
  sampleRate: number;
  minBlock: number;
  maxBlock: number;
  /** The fields of STREAMINFO that a stream cannot know: frame sizes, total samples, MD5. */
  unknown: bigint[];
  frames: FlacFrameSeen[];
  samples: number[];
}

const RATES = [0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];

/** How each fixed predictor weighs the samples before (RFC 9639, table 20). */
const WEIGHTS = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

/** Reads a mono 16-bit stream of one STREAMINFO by the letter of RFC 9639. Throws where the letter is not kept. */
export function decodeFlac(bytes: Uint8Array): FlacSeen {
  const bits = new FlacBits(bytes);
  expectField('mark', bits.take(32), 0x664c6143);
  expectField('last metadata block, STREAMINFO, 34 bytes', bits.take(32), 0x80000022);
  const [minBlock, maxBlock] = [bits.take(16), bits.take(16)];
  const sizes = [BigInt(bits.take(24)), BigInt(bits.take(24))];
  const sampleRate = bits.take(20);
  expectField('channels - 1', bits.take(3), 0);
  expectField('bits - 1', bits.take(5), 15);
  const rest = [bits.take(4), bits.take(32), bits.take(32), bits.take(32), bits.take(32), bits.take(32)];
  const seen: FlacSeen = {
    sampleRate,
    minBlock,
    maxBlock,
    unknown: [...sizes, ...rest.map(BigInt)],
    frames: [],
    samples: [],
  };
  while (!bits.ended) readFrame(bits, seen);
  return seen;
}

function readFrame(bits: FlacBits, seen: FlacSeen): void {
  const start = bits.byteOffset;
  expectField('sync code of fixed blocks', bits.take(16), 0xfff8);
  const [sizeCode, rateCode] = [bits.take(4), bits.take(4)];
  expectField('sample rate', RATES[rateCode] ?? -1, seen.sampleRate);
  expectField('mono, 16 bits, reserved 0', bits.take(8), 0b0000_100_0);
  const number = readCodedNumber(bits);
  const blockSize = readBlockSize(bits, sizeCode);
  expectField('CRC-8', bits.take(8), bitwiseCrc(bits.slice(start, bits.byteOffset - 1), 8, 0x07));
  const frame: FlacFrameSeen = { number, blockSize, kind: '' };
  seen.samples.push(...readSubframe(bits, frame));
  expectField('padding', bits.toByte(), 0);
  expectField('CRC-16', bits.take(16), bitwiseCrc(bits.slice(start, bits.byteOffset - 2), 16, 0x8005));
  seen.frames.push(frame);
}

function readCodedNumber(bits: FlacBits): number {
  const first = bits.take(8);
  const ones = Math.clz32(~(first << 24));
  if (ones === 0) return first;
  let value = first & (0x7f >> ones);
  for (let i = 1; i < ones; i++) {
    expectField('mark of a continuation byte', bits.take(2), 0b10);
    value = value * 64 + bits.take(6);
  }
  return value;
}

function readBlockSize(bits: FlacBits, code: number): number {
  if (code === 0) throw new Error('block size code 0 is reserved');
  if (code === 1) return 192;
  if (code <= 5) return 144 << code;
  if (code <= 7) return bits.take(code === 6 ? 8 : 16) + 1;
  return 1 << code;
}

function readSubframe(bits: FlacBits, frame: FlacFrameSeen): number[] {
  expectField('zero bit', bits.take(1), 0);
  const type = bits.take(6);
  expectField('wasted bits', bits.take(1), 0);
  if (type === 0) {
    frame.kind = 'constant';
    return new Array<number>(frame.blockSize).fill(bits.takeSigned(16));
  }
  if (type === 1) {
    frame.kind = 'verbatim';
    return Array.from({ length: frame.blockSize }, () => bits.takeSigned(16));
  }
  const weights = WEIGHTS[type - 8];
  if (weights === undefined) throw new Error(`subframe type ${type} is not read here`);
  frame.kind = `fixed ${weights.length}`;
  const samples = weights.map(() => bits.takeSigned(16));
  for (const error of readResidual(bits, frame, weights.length)) {
    const end = samples.length - 1;
    samples.push(weights.reduce((sum, weight, i) => sum + weight * (samples[end - i] ?? Number.NaN), error));
  }
  return samples;
}

function readResidual(bits: FlacBits, frame: FlacFrameSeen, order: number): number[] {
  const method = bits.take(2);
  if (method > 1) throw new Error(`coding method ${method} is reserved`);
  const partitions = 1 << bits.take(4);
  const length = frame.blockSize / partitions;
  if (!Number.isInteger(length) || length <= order) throw new Error(`${partitions} partitions of ${length} samples`);
  Object.assign(frame, { method, partitions });
  const escapeCode = method === 0 ? 15 : 31;
  return Array.from({ length: partitions }, (_, partition) => {
    const parameter = bits.take(4 + method);
    const width = parameter === escapeCode ? bits.take(5) : undefined;
    return Array.from({ length: length - (partition === 0 ? order : 0) }, () =>
      width === undefined ? bits.takeRice(parameter) : bits.takeSigned(width),
    );
  }).flat();
}

/** Bit by bit, so that it shares nothing with the table of the encoder. */
function bitwiseCrc(bytes: Uint8Array, width: number, polynomial: number): number {
  let register = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const out = ((register >> (width - 1)) ^ (byte >> bit)) & 1;
      register = ((register << 1) & (2 ** width - 1)) ^ (out * polynomial);
    }
  }
  return register;
}

function expectField(name: string, got: number, expected: number): void {
  if (got !== expected) throw new Error(`${name} is ${got}; it should be ${expected}`);
}
