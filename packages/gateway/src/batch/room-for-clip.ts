import type { Clock } from '@voxlane/runpod';
import { LANE_SAMPLE_RATE } from '@voxlane/schema';
import type { ClipMemory } from '../clip/clip-memory.ts';
import type { ItemOrder } from './batch-item.ts';

/** Milliseconds between two looks whether there is room by now. Others' requests cannot ring safely in every runtime. */
const LOOK_MS = 200;
/** Very slow speech, in UTF-16 units of text a second: half of what is usual, since too little room fails somebody. */
const CHARACTERS_A_SECOND = 6;
const BYTES_PER_SAMPLE = 2;

/** Bytes that the clip of an order may come to, as 16-bit samples; no format is larger. */
export function expectedBytes({ text, sampleRate = LANE_SAMPLE_RATE / 2, speed = 1 }: ItemOrder): number {
  return Math.ceil((text.length / CHARACTERS_A_SECOND / speed) * sampleRate * BYTES_PER_SAMPLE);
}

/**
 * Waits until a clip has room beside those of others, so that none is begun for which there will be none.
 * @param maxBytes no clip is larger: one that would be is that item's error.
 * @returns what gives the room back. @throws the reason of the signal.
 */
export async function roomForClip(
  order: ItemOrder,
  { memory, maxBytes }: { memory: ClipMemory; maxBytes: number },
  clock: Clock,
  signal: AbortSignal,
): Promise<() => void> {
  const clip = { bytes: Math.min(maxBytes, expectedBytes(order)) };
  while (!memory.expect(clip)) await clock.sleep(LOOK_MS, signal);
  return () => {
    clip.bytes = 0;
  };
}
