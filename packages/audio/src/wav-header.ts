import { checkChannels } from './channels.ts';
import { checkSampleRate } from './sample-rate.ts';

/** Length in bytes of the header that {@link wavHeader} writes; the samples follow it. */
export const WAV_HEADER_BYTES = 44;

/**
 * Data size that stands for "until the stream ends": the largest that signed 32-bit readers take which is whole
 * frames of every layout here; SoX writes and reads the same number as "unknown".
 */
export const WAV_UNKNOWN_DATA_BYTES = 0x7fff_f000;

const BYTES_PER_SAMPLE = 2;
/** What the RIFF size counts besides the samples: the header without "RIFF" and the size itself. */
const RIFF_OVERHEAD = WAV_HEADER_BYTES - 8;
const MAX_UINT32 = 0xffff_ffff;

/** The clip that a WAV header announces: 16-bit PCM. */
export interface WavClip {
  /** Hz, 4000..192000. */
  sampleRate: number;
  /** 1..8; mono when absent. */
  channels?: number;
  /** Samples of each channel when the length is known before the first byte is sent. */
  samples?: number;
}

/**
 * The 44 bytes before 16-bit little-endian samples. An unknown length, and one past what 32 bits can say, is written
 * as {@link WAV_UNKNOWN_DATA_BYTES}: players then play to the end of the stream. Throws a RangeError on wrong numbers.
 */
export function wavHeader({ sampleRate, channels = 1, samples }: WavClip): Uint8Array<ArrayBuffer> {
  checkSampleRate(sampleRate, 'sampleRate');
  const frameBytes = checkChannels(channels) * BYTES_PER_SAMPLE;
  const dataBytes = sizeOf(samples, frameBytes);
  const header = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(header.buffer);
  putTag(header, 0, 'RIFF');
  view.setUint32(4, RIFF_OVERHEAD + dataBytes, true);
  putTag(header, 8, 'WAVE');
  putTag(header, 12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 8 * BYTES_PER_SAMPLE, true);
  putTag(header, 36, 'data');
  view.setUint32(40, dataBytes, true);
  return header;
}

function sizeOf(samples: number | undefined, frameBytes: number): number {
  if (samples === undefined) return WAV_UNKNOWN_DATA_BYTES;
  if (!Number.isInteger(samples) || samples < 0) {
    throw new RangeError(`samples is ${samples}; it must be a whole number, 0 or more, or absent when not known`);
  }
  const dataBytes = samples * frameBytes;
  return dataBytes + RIFF_OVERHEAD <= MAX_UINT32 ? dataBytes : WAV_UNKNOWN_DATA_BYTES;
}

function putTag(header: Uint8Array, at: number, tag: string): void {
  for (let i = 0; i < tag.length; i++) header[at + i] = tag.charCodeAt(i);
}
