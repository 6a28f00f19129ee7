import { floatToInt16 } from '@voxlane/audio';
import type { KeptFacts } from './kept-facts.ts';

/*
 * Speech as it is kept; numbers are little-endian.
 *
 *   head    4 bytes: "VLS" and the version; 2 bytes: length of the facts; the facts as JSON in UTF-8
 *   block   2 bytes: how many samples, from 1 to 4,800; that many signed 16-bit samples, mono, 48 kHz
 *   end     2 bytes: 0; 4 bytes: how many samples there were in all
 *
 * Written while the speech is heard, when nobody knows its length yet. So the length stands at the end, and what was cut
 * anywhere has no end.
 */

/** "VLS", then the version of the format. */
export const MAGIC = Uint8Array.of(0x56, 0x4c, 0x53, 1);

/** Longest facts in bytes; what is written stays far below it. */
export const MAX_FACTS_BYTES = 16_384;

/** Most samples of one block: 100 ms, which is what a reader holds at a time. */
export const MAX_BLOCK_SAMPLES = 4_800;

/** Bytes of the mark that ends a speech. */
export const END_BYTES = 6;

/** The head of a kept speech. @throws RangeError for facts that are too long to be read again. */
export function keptHead(facts: KeptFacts): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(facts));
  if (json.length > MAX_FACTS_BYTES) {
    throw new RangeError(`facts of ${json.length} bytes cannot be kept; ${MAX_FACTS_BYTES} is the most`);
  }
  const head = new Uint8Array(MAGIC.length + 2 + json.length);
  head.set(MAGIC);
  new DataView(head.buffer).setUint16(MAGIC.length, json.length, true);
  head.set(json, MAGIC.length + 2);
  return head;
}

/** One block. @param samples 1 to 4,800 mono floats at 48 kHz; clipped at full scale. */
export function keptBlock(samples: Float32Array): Uint8Array {
  const block = new Uint8Array(2 + 2 * samples.length);
  new DataView(block.buffer).setUint16(0, samples.length, true);
  block.set(floatToInt16(samples), 2);
  return block;
}

/** The mark behind the last block. @param samples of all blocks together. */
export function keptEnd(samples: number): Uint8Array {
  const end = new Uint8Array(END_BYTES);
  new DataView(end.buffer).setUint32(2, samples, true);
  return end;
}
