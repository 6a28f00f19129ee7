/** A changed file, as pieces that follow each other, and in words what was done to it. */
export interface Mutant {
  /** Most of them are views of the file as it was: nothing is copied. */
  pieces: readonly Uint8Array[];
  what: string;
}

/** Bytes from, up to and not including. */
export type Range = readonly [from: number, to: number];

type Mutation = (random: () => number, bytes: Uint8Array, at: number) => Mutant;

/** Values that parsers get wrong, besides those near the number that stands there. */
const EDGES = [0, 1, 2 ** 7, 2 ** 8 - 1, 2 ** 15, 2 ** 16 - 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 53, 2 ** 63];

/** Longest piece that is copied, doubled or taken out. */
const MAX_PIECE = 64;

/** How far away the source of a copied piece may be, so that it often is of the same kind. */
const MAX_DISTANCE = 4096;

/** Share of the mutations that may hit any byte of the file. */
const ANYWHERE = 1 / 8;

const MUTATIONS: readonly Mutation[] = [
  ...[flipBit, flipBit, setByte, overwriteNumber, overwriteNumber],
  ...[truncate, copyPiece, doublePiece, removePiece],
];

/** Changes bytes in one of the ranges or, now and then, anywhere. */
export function mutateBytes(random: () => number, bytes: Uint8Array, ranges: readonly Range[]): Mutant {
  const whole: Range = [0, bytes.length];
  const [from, to] = random() < ANYWHERE ? whole : (pick(random, ranges) ?? whole);
  const at = Math.min(bytes.length - 1, from + Math.floor(random() * (to - from)));
  const mutate = pick(random, MUTATIONS) ?? flipBit;
  const { pieces, what } = mutate(random, bytes, at);
  return { pieces, what: `${what} at ${at}` };
}

/** A random item. */
export function pick<T>(random: () => number, items: readonly T[]): T | undefined {
  return items[Math.floor(random() * items.length)];
}

function flipBit(random: () => number, bytes: Uint8Array, at: number): Mutant {
  const bit = Math.floor(random() * 8);
  const flipped = Uint8Array.of((bytes[at] ?? 0) ^ (1 << bit));
  return { pieces: replaced(bytes, at, 1, flipped), what: `bit ${bit} flipped` };
}

function setByte(random: () => number, bytes: Uint8Array, at: number): Mutant {
  const value = Math.floor(random() * 256);
  return { pieces: replaced(bytes, at, 1, Uint8Array.of(value)), what: `byte ${value} set` };
}

function overwriteNumber(random: () => number, bytes: Uint8Array, at: number): Mutant {
  const near = (bytes[at] ?? 0) + Math.floor(random() * 5) - 2;
  const edge = pick(random, [...EDGES, bytes.length, bytes.length - at, Math.floor(random() * bytes.length)]) ?? 0;
  const value = BigInt(random() < 1 / 3 ? near : edge);
  const width = pick(random, [2, 4, 8]) ?? 2;
  const number = new Uint8Array(BigUint64Array.of(value).buffer, 0, width);
  return { pieces: replaced(bytes, at, width, number), what: `${width} bytes set to ${value}` };
}

function truncate(_: () => number, bytes: Uint8Array, at: number): Mutant {
  return { pieces: [bytes.subarray(0, at)], what: 'cut off' };
}

function copyPiece(random: () => number, bytes: Uint8Array, at: number): Mutant {
  const length = pieceLength(random);
  const from = Math.max(0, at - Math.floor(random() * MAX_DISTANCE));
  const piece = bytes.subarray(from, from + length);
  return { pieces: replaced(bytes, at, length, piece), what: `${length} bytes copied from ${from}` };
}

function doublePiece(random: () => number, bytes: Uint8Array, at: number): Mutant {
  const length = pieceLength(random);
  return { pieces: replaced(bytes, at, 0, bytes.subarray(at, at + length)), what: `${length} bytes doubled` };
}

function removePiece(random: () => number, bytes: Uint8Array, at: number): Mutant {
  const length = pieceLength(random);
  return { pieces: replaced(bytes, at, length, new Uint8Array(0)), what: `${length} bytes taken out` };
}

function pieceLength(random: () => number): number {
  return 1 + Math.floor(random() * MAX_PIECE);
}

function replaced(bytes: Uint8Array, at: number, length: number, piece: Uint8Array): Uint8Array[] {
  return [bytes.subarray(0, at), piece, bytes.subarray(at + length)];
}
