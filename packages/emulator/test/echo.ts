import type { Faults } from '../src/index.ts';
import { type Drained, type Room, room, TEXT } from './room.ts';

/** Chunks of 3 and of 6 tokens: the 38 of the room's text make 7 chunks, the last one of 5. */
export const SHORT_CHUNKS = { firstChunkMs: 120, chunkMs: 240 };

/** Three sentences of at most 31 characters. */
export const SENTENCES = 'The first sentence is here. The second one follows it. And this is the third of them.';

/** An EchoTTS job in a room of its own, streamed as short chunks of tokens and drained. */
export async function sayEcho(
  faults?: Faults,
  input: Record<string, unknown> = {},
): Promise<Drained & { id: string } & Pick<Room, 'clock' | 'emulator' | 'call'>> {
  const { clock, emulator, call, run, drain } = room({ endpoints: { echotts: { pace: SHORT_CHUNKS } } });
  const asked = { text: TEXT, stream: true, output_format: 'linacodec_tokens', ...input };
  const id = await run(asked, faults, 'echotts');
  return { id, clock, emulator, call, ...(await drain(id, 'echotts')) };
}

/** The pieces of speech among yielded items, whatever is wrong with them. */
export function chunksOf(items: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return items.filter((item) => item.status === 'streaming');
}

/** An EchoTTS job in a room of its own, streamed as it is out of the box and drained. */
export async function sayPlainly(
  input: Record<string, unknown>,
  options: Parameters<typeof room>[0] = {},
): Promise<Drained & { id: string } & Pick<Room, 'emulator' | 'call'>> {
  const { emulator, call, run, drain } = room(options);
  const id = await run({ text: TEXT, stream: true, ...input }, undefined, 'echotts');
  return { id, emulator, call, ...(await drain(id, 'echotts')) };
}

/** One field of every piece of speech. */
export function fieldOf(items: readonly Record<string, unknown>[], field: string): unknown[] {
  return chunksOf(items).map((item) => item[field]);
}
