import type { SpokenItem } from '../src/batch/batch-item.ts';
import { ClipMemory } from '../src/clip/clip-memory.ts';
import { HeldClip } from '../src/clip/held-clip.ts';

/** An item that was spoken, with a clip of the given bytes. */
export function spokenItem(bytes: Uint8Array = Uint8Array.of(1, 2, 3, 4), memory = new ClipMemory()): SpokenItem {
  const clip = new HeldClip(memory);
  clip.add(bytes);
  return { format: 'wav', sampleRate: 24_000, clip, characters: 8, samples: 24_000 };
}
