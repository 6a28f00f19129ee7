import type { EndpointConfigPatch } from '@voxlane/emulator';

/** More workers than any bench has jobs at once: nothing ever waits for one. */
const WORKERS = 500;

/**
 * An endpoint whose workers are always warm. Its results are not kept whole (`aggregate`): nobody asks for them, and the
 * emulator would spend its time on them.
 * @param chunkMs length of every chunk, the first one too, in milliseconds of audio.
 * @param realTimeFactor seconds that a second of audio takes to make: 1 is real time, 0 at once.
 */
export function warmEndpoint(chunkMs: number, realTimeFactor: number, sampleRate = 48_000): EndpointConfigPatch {
  const pace = { coldStartMs: 0, realTimeFactor, firstChunkMs: chunkMs, chunkMs, finishMs: 0 };
  return { handler: 'vibevoice', workers: WORKERS, sampleRate, aggregate: false, pace };
}
