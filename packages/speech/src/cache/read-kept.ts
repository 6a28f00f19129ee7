import { int16ToFloat } from '@voxlane/audio';
import { Problem } from '@voxlane/schema';
import type { ByteReader } from './byte-reader.ts';
import { type KeptFacts, parseFacts } from './kept-facts.ts';
import { END_BYTES, MAGIC, MAX_BLOCK_SAMPLES, MAX_FACTS_BYTES } from './kept-format.ts';

/** The facts at the head of a kept speech. @throws Problem `internal` when it is none, or of another version. */
export async function readHead(bytes: ByteReader): Promise<KeptFacts> {
  const head = await bytes.take(MAGIC.length + 2);
  if (head === undefined || MAGIC.some((byte, i) => head[i] !== byte)) throw damaged('does not begin as one');
  const length = uint16(head, MAGIC.length);
  const json = length <= MAX_FACTS_BYTES ? await bytes.take(length) : undefined;
  const facts = json && parseFacts(new TextDecoder().decode(json));
  if (facts === undefined) throw damaged('says nothing of itself');
  return facts;
}

/**
 * The sound behind the head: mono floats at 48 kHz in blocks of at most 100 ms, read while the consumer waits. Ends only
 * where the speech did.
 * @throws Problem `internal` when it was cut, or is longer or shorter than it should be, and what reading throws.
 */
export async function* readBlocks(bytes: ByteReader): AsyncGenerator<Float32Array, void, undefined> {
  let heard = 0;
  for (;;) {
    const size = await bytes.take(2);
    if (size === undefined) throw damaged('was cut');
    const count = uint16(size, 0);
    if (count === 0) return await checkEnd(bytes, heard);
    if (count > MAX_BLOCK_SAMPLES) throw damaged(`has a block of ${count} samples; ${MAX_BLOCK_SAMPLES} is the most`);
    const block = await bytes.take(2 * count);
    if (block === undefined) throw damaged('was cut');
    heard += count;
    yield int16ToFloat(block);
  }
}

async function checkEnd(bytes: ByteReader, heard: number): Promise<void> {
  const total = await bytes.take(END_BYTES - 2);
  if (total === undefined) throw damaged('was cut');
  const samples = new DataView(total.buffer).getUint32(0, true);
  if (samples !== heard) throw damaged(`has ${heard} samples instead of ${samples}`);
  if (!(await bytes.atEnd())) throw damaged('goes on behind its end');
}

function uint16(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint16(at, true);
}

/** What is damaged is forgotten, so that asking again helps. */
function damaged(how: string): Problem {
  return new Problem('internal', `The kept speech ${how}`, { retryable: true });
}
