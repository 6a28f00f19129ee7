import { Problem } from '@voxlane/schema';
import type { AudioPayload } from '../src/audio-payload.ts';

/** Everything that came, and the Problem it ended with, if any. */
export async function readToEnd(
  audio: AsyncIterable<AudioPayload>,
): Promise<{ payloads: AudioPayload[]; problem: Problem | undefined }> {
  const payloads: AudioPayload[] = [];
  try {
    for await (const payload of audio) payloads.push(payload);
    return { payloads, problem: undefined };
  } catch (error) {
    if (error instanceof Problem) return { payloads, problem: error };
    throw error;
  }
}
