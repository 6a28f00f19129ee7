import { decodeSamples, SampleFrames } from '@voxlane/audio';
import { Problem } from '@voxlane/schema';

/**
 * Raw signed 16-bit little-endian mono bytes in whatever pieces -> floats in [-1, 1), a block a piece, as they come. A
 * sample that two pieces share comes with the second one.
 * @param read gives the next piece, undefined at the end; called only when the consumer waits.
 * @throws Problem `upstream_bad_reply` when the bytes end within a sample, and what `read` throws.
 */
export async function* rawSamples(
  read: () => Promise<Uint8Array | undefined>,
): AsyncGenerator<Float32Array, void, undefined> {
  const frames = new SampleFrames();
  for (let bytes = await read(); bytes !== undefined; bytes = await read()) {
    const samples = decodeSamples(frames.push(bytes), 's16');
    if (samples.length > 0) yield samples;
  }
  if (frames.flush() === 0) return;
  throw new Problem('upstream_bad_reply', 'The stream of the sidecar ended in the middle of a sample');
}
