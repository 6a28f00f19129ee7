import { MAX_WAV_HEADER_BYTES, parseWavHeader } from '@voxlane/audio';

/** How long a WAV clip is, in seconds; undefined for anything else. */
export async function clipSeconds(clip: Blob): Promise<number | undefined> {
  try {
    const start = new Uint8Array(await clip.slice(0, MAX_WAV_HEADER_BYTES).arrayBuffer());
    const read = parseWavHeader(start);
    if (read.status !== 'complete') return undefined;
    const { sampleRate, frameBytes, dataOffset, dataBytes } = read.header;
    return Math.min(dataBytes ?? Number.POSITIVE_INFINITY, clip.size - dataOffset) / (sampleRate * frameBytes);
  } catch {
    return undefined;
  }
}
