import type { KeptFacts } from '../src/cache/kept-facts.ts';
import { keptBlock, keptEnd, keptHead } from '../src/cache/kept-format.ts';

export const FACTS: KeptFacts = { voice: 'Alice', pieces: 1, ignored: [] };

/** Parts of bytes as one. */
export function bytesOf(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A whole kept speech of blocks of samples. */
export function keptSpeech(...blocks: Float32Array[]): Uint8Array<ArrayBuffer> {
  const samples = blocks.reduce((sum, block) => sum + block.length, 0);
  return bytesOf(keptHead(FACTS), ...blocks.map(keptBlock), keptEnd(samples));
}
