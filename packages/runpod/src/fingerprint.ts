import type { SpeechMessage } from '@voxlane/schema';

/** Offset basis and prime of FNV-1a, 32 bits. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
/** By how many bits a word of tokens turns the hash, so that a word's upper bits reach the lower ones as well. */
const TURN = 13;
/** Lists in lists that are looked into: handlers give a batch of one, `[[1, 2]]`, or a batch of that. */
const MAX_DEPTH = 3;

/** A double and the two words that it is made of. */
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** A hash of what a chunk holds, 32 bits: enough to tell a repeated post from another take of the same text. */
export function fingerprint(chunk: SpeechMessage): number {
  const hash =
    chunk.kind === 'tokens'
      ? addValue(addValue(BASIS, chunk.tokens, 0), chunk.embedding, 0)
      : addText(BASIS, chunk.data ?? chunk.url?.split('?', 1)[0] ?? '');
  return hash >>> 0;
}

/** FNV-1a by UTF-16 units. */
function addText(basis: number, text: string): number {
  let hash = basis ^ text.length;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}

/** Numbers and texts in lists count by their value. What else there may be is no token, so its type is enough. */
function addValue(hash: number, value: unknown, depth: number): number {
  if (typeof value === 'number') return addNumber(hash, value);
  if (typeof value === 'string') return addText(hash, value);
  if (!Array.isArray(value) || depth === MAX_DEPTH) return addText(hash, typeof value);
  return value.reduce<number>((sum, item) => addValue(sum, item, depth + 1), addWord(hash, value.length));
}

function addNumber(hash: number, value: number): number {
  double[0] = value;
  return addWord(addWord(hash, words[0] ?? 0), words[1] ?? 0);
}

/** A step of FNV-1a by 32-bit words. */
function addWord(hash: number, word: number): number {
  return Math.imul(((hash << TURN) | (hash >>> (32 - TURN))) ^ word, PRIME);
}
