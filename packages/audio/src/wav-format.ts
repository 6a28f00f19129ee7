import { isChannelCount, MAX_CHANNELS } from './channels.ts';
import { DataError } from './data-error.ts';
import { BYTES_PER_SAMPLE, type SampleFormat } from './pcm.ts';
import { isSampleRate, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE } from './sample-rate.ts';

/** How the samples of a WAV file are laid out: the content of its `fmt ` chunk. */
export interface WavFormat {
  sampleRate: number;
  channels: number;
  bitsPerSample: number;
  sampleFormat: SampleFormat;
  /** Bytes of one sample of every channel. */
  frameBytes: number;
}

/** Shortest `fmt ` chunk, and the one that also holds the EXTENSIBLE fields. */
export const MIN_FMT_BYTES = 16;
const EXTENSIBLE_FMT_BYTES = 40;

const TAG_PCM = 1;
const TAG_FLOAT = 3;
const TAG_EXTENSIBLE = 0xfffe;

/** Everything after the format tag in a KSDATAFORMAT_SUBTYPE GUID, as stored. */
const SUBTYPE_GUID_TAIL = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

const SAMPLE_FORMATS: Readonly<Record<string, SampleFormat>> = {
  [`${TAG_PCM}/8`]: 'u8',
  [`${TAG_PCM}/16`]: 's16',
  [`${TAG_PCM}/24`]: 's24',
  [`${TAG_PCM}/32`]: 's32',
  [`${TAG_FLOAT}/32`]: 'f32',
  [`${TAG_FLOAT}/64`]: 'f64',
};

/** Reads the body of a `fmt ` chunk (at least 16 bytes). Throws a DataError on what cannot be decoded. */
export function parseWavFormat(fmt: Uint8Array): WavFormat {
  const view = new DataView(fmt.buffer, fmt.byteOffset, fmt.length);
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const blockAlign = view.getUint16(12, true);
  const bitsPerSample = view.getUint16(14, true);
  if (!isChannelCount(channels)) {
    throw new DataError('unsupported', `WAV with ${channels} channels; 1 to ${MAX_CHANNELS} can be read`);
  }
  if (!isSampleRate(sampleRate)) {
    throw new DataError(
      'unsupported',
      `WAV at ${sampleRate} Hz; ${MIN_SAMPLE_RATE} to ${MAX_SAMPLE_RATE} Hz can be read`,
    );
  }
  const sampleFormat = sampleFormatOf(formatTag(fmt, view), bitsPerSample);
  const frameBytes = channels * BYTES_PER_SAMPLE[sampleFormat];
  if (blockAlign !== frameBytes) {
    throw new DataError(
      'malformed',
      `WAV frames of ${blockAlign} bytes; ${channels} x ${bitsPerSample} bits take ${frameBytes}`,
    );
  }
  return { sampleRate, channels, bitsPerSample, sampleFormat, frameBytes };
}

function sampleFormatOf(tag: number, bitsPerSample: number): SampleFormat {
  const format = SAMPLE_FORMATS[`${tag}/${bitsPerSample}`];
  if (format !== undefined) return format;
  throw new DataError(
    'unsupported',
    `WAV format 0x${tag.toString(16)} with ${bitsPerSample} bits; PCM of 8, 16, 24, 32 and float of 32, 64 can be read`,
  );
}

function formatTag(fmt: Uint8Array, view: DataView): number {
  const tag = view.getUint16(0, true);
  if (tag !== TAG_EXTENSIBLE) return tag;
  if (fmt.length < EXTENSIBLE_FMT_BYTES) {
    throw new DataError(
      'malformed',
      `extensible WAV format of ${fmt.length} bytes; it must be ${EXTENSIBLE_FMT_BYTES}`,
    );
  }
  if (SUBTYPE_GUID_TAIL.some((byte, i) => fmt[26 + i] !== byte)) {
    throw new DataError('unsupported', 'extensible WAV with a private sub-format; PCM and float can be read');
  }
  return view.getUint16(24, true);
}
