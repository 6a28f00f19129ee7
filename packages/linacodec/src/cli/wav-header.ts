/** Length in bytes of the header; the samples follow it. */
export const WAV_HEADER_BYTES = 44;
/** Data size that stands for "until the stream ends", as SoX writes and reads it. */
export const WAV_UNKNOWN_DATA_BYTES = 0x7fff_f000;

const BYTES_PER_SAMPLE = 2;
/** What the RIFF size counts besides the samples: the header without "RIFF" and the size itself. */
const RIFF_OVERHEAD = WAV_HEADER_BYTES - 8;
const MAX_UINT32 = 0xffff_ffff;

/**
 * The header of mono 16-bit PCM.
 * @param sampleRate Hz
 * @param samples length; absent when not known, which is also what a length past 32 bits (12 hours) is written as
 */
export function wavHeader(sampleRate: number, samples?: number): Uint8Array {
  const dataBytes = dataSize(samples);
  const view = new DataView(new ArrayBuffer(WAV_HEADER_BYTES));
  putTag(view, 0, 'RIFF');
  view.setUint32(4, RIFF_OVERHEAD + dataBytes, true);
  putTag(view, 8, 'WAVE');
  putTag(view, 12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * BYTES_PER_SAMPLE, true);
  view.setUint16(32, BYTES_PER_SAMPLE, true);
  view.setUint16(34, 8 * BYTES_PER_SAMPLE, true);
  putTag(view, 36, 'data');
  view.setUint32(40, dataBytes, true);
  return new Uint8Array(view.buffer);
}

function dataSize(samples: number | undefined): number {
  const bytes = samples === undefined ? Number.POSITIVE_INFINITY : samples * BYTES_PER_SAMPLE;
  return bytes + RIFF_OVERHEAD <= MAX_UINT32 ? bytes : WAV_UNKNOWN_DATA_BYTES;
}

function putTag(view: DataView, at: number, tag: string): void {
  for (let i = 0; i < tag.length; i++) view.setUint8(at + i, tag.charCodeAt(i));
}
