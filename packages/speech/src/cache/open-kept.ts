import { withDeadline } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import type { SpeechContext } from '../speech.ts';
import { ByteReader } from './byte-reader.ts';
import type { KeptFacts } from './kept-facts.ts';
import { readBlocks, readHead } from './read-kept.ts';

/** A kept speech whose beginning was read, and is sound. */
export interface KeptSpeech {
  facts: KeptFacts;
  /** Mono floats at 48 kHz: the first block, and those behind it. */
  first: Float32Array;
  /** Leaving it early lets go of the body. */
  rest: AsyncGenerator<Float32Array, void, undefined>;
}

/**
 * Opens a kept body up to its first audio.
 * @param signal breaks the reading off, also while the body says nothing.
 * @throws Problem when it is damaged or falls silent, or the signal's reason, with the body let go of.
 */
export async function openKept(
  body: ReadableStream<Uint8Array>,
  { clock, limits }: Pick<SpeechContext, 'clock' | 'limits'>,
  signal: AbortSignal,
): Promise<KeptSpeech> {
  const reader = body.getReader();
  const letGo = () => reader.cancel().catch(() => undefined);
  const piece = async () => (await reader.read()).value;
  const bytes = new ByteReader(() => withDeadline(clock, limits.chunkMs, signal, () => silent(limits.chunkMs), piece));
  const rest = blocksOf(bytes, letGo);
  try {
    const facts = await readHead(bytes);
    const { value: first } = await rest.next();
    if (first === undefined) throw new Problem('internal', 'The kept speech holds no sound');
    return { facts, first, rest };
  } catch (error) {
    void letGo();
    throw error;
  }
}

async function* blocksOf(bytes: ByteReader, letGo: () => Promise<void>): AsyncGenerator<Float32Array, void, undefined> {
  try {
    yield* readBlocks(bytes);
  } finally {
    void letGo();
  }
}

function silent(chunkMs: number): Problem {
  return new Problem('chunk_timeout', `The store of kept speech said nothing for ${chunkMs} ms (CHUNK_TIMEOUT_MS)`);
}
