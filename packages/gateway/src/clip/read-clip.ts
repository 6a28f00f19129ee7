import type { SampleEncoder, Speech } from '@voxlane/speech';
import type { ClipMemory } from './clip-memory.ts';
import { HeldClip } from './held-clip.ts';

/** What was read of a speech before anything of it was sent. */
export interface ReadClip {
  /**
   * `whole`: to its end, with the right length in its head where the format says one. Else the rest is still to be read
   * from the same speech, through the same encoder: the clip is `too large`, or there is `no room` for more of any.
   */
  outcome: 'whole' | 'too large' | 'no room';
  clip: HeldClip;
}

/** How much is read. */
export interface ClipBounds {
  /** Of this clip, encoded. */
  maxBytes: number;
  memory: ClipMemory;
}

/**
 * Reads a speech to its end, or until it no longer fits; past its bounds by no more than one block.
 * @throws what the speech or the encoder throws, with the speech let go of.
 */
export async function readClip(speech: Speech, encoder: SampleEncoder, bounds: ClipBounds): Promise<ReadClip> {
  const clip = new HeldClip(bounds.memory);
  try {
    return { outcome: await fill(clip, speech, encoder, bounds), clip };
  } catch (error) {
    clip.release();
    await speech.audio.return();
    throw error;
  }
}

async function fill(
  clip: HeldClip,
  { audio }: Speech,
  encoder: SampleEncoder,
  { maxBytes, memory }: ClipBounds,
): Promise<ReadClip['outcome']> {
  let samples = 0;
  for (;;) {
    const { done, value } = await audio.next();
    clip.add(done ? encoder.flush() : encoder.push(value));
    if (done) break;
    samples += value.length;
    if (clip.bytes > maxBytes) return 'too large';
    if (memory.isFull) return 'no room';
  }
  const head = encoder.head?.(samples);
  if (head !== undefined) clip.setHead(head);
  return 'whole';
}
