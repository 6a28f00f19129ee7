import { asciiAt } from './ascii-at.ts';
import { DataError } from './data-error.ts';
import { MIN_FMT_BYTES, parseWavFormat, type WavFormat } from './wav-format.ts';
import { WAV_UNKNOWN_DATA_BYTES } from './wav-header.ts';

/** All that comes before the samples of a WAV file. */
export interface WavHeader extends WavFormat {
  /** Where the first sample is, in bytes from the start of the file. */
  dataOffset: number;
  /** Size of the samples in bytes; undefined when the writer did not know it: they go on to the end of the stream. */
  dataBytes: number | undefined;
}

/** A header, or how many bytes from the start of the file are wanted before another try can get further. */
export type WavHeaderResult = { status: 'complete'; header: WavHeader } | { status: 'incomplete'; bytesNeeded: number };

/** Where the samples must begin at the latest: real headers take under 1 KiB, this leaves room for a long LIST. */
export const MAX_WAV_HEADER_BYTES = 65_536;

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** Containers that look like WAV and are not. */
const RELATIVES: Readonly<Record<string, string>> = {
  RF64: 'RF64 (64-bit WAV)',
  BW64: 'BW64 (64-bit broadcast WAV)',
  RIFX: 'RIFX (big-endian WAV)',
};

/**
 * Reads a WAV header from the first bytes of a file. Throws a DataError when no further byte could make it one that
 * can be read: another container, an unknown encoding, samples before their format, or chunks without end.
 */
export function parseWavHeader(bytes: Uint8Array): WavHeaderResult {
  if (bytes.length < RIFF_HEADER_BYTES) return incomplete(RIFF_HEADER_BYTES);
  checkContainer(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let format: WavFormat | undefined;
  let offset = RIFF_HEADER_BYTES;
  for (;;) {
    const body = offset + CHUNK_HEADER_BYTES;
    if (body > bytes.length) return incomplete(body);
    const id = asciiAt(bytes, offset, 4);
    const size = view.getUint32(offset + 4, true);
    if (id === 'data') {
      if (format === undefined) throw new DataError('malformed', 'WAV samples come before their format chunk');
      return { status: 'complete', header: { ...format, dataOffset: body, dataBytes: knownSize(size) } };
    }
    // Chunks are padded to even lengths.
    const next = body + size + (size % 2);
    if (next + CHUNK_HEADER_BYTES > MAX_WAV_HEADER_BYTES) {
      throw new DataError('too_large', `WAV header is longer than ${MAX_WAV_HEADER_BYTES} bytes`);
    }
    if (id === 'fmt ') {
      if (size < MIN_FMT_BYTES) {
        throw new DataError('malformed', `WAV format chunk of ${size} bytes; it must be at least ${MIN_FMT_BYTES}`);
      }
      if (body + size > bytes.length) return incomplete(body + size);
      format = parseWavFormat(bytes.subarray(body, body + size));
    }
    offset = next;
  }
}

function incomplete(bytesNeeded: number): WavHeaderResult {
  return { status: 'incomplete', bytesNeeded };
}

function checkContainer(bytes: Uint8Array): void {
  const tag = asciiAt(bytes, 0, 4);
  const form = asciiAt(bytes, 8, 4);
  if (tag === 'RIFF' && form === 'WAVE') return;
  const relative = RELATIVES[tag];
  if (relative !== undefined) throw new DataError('unsupported', `${relative} cannot be read; send plain WAV`);
  throw new DataError('malformed', `not a WAV file: it must begin with RIFF and WAVE`);
}

/**
 * 0 and everything from 0x7FFFF000 up mean "not known": writers that cannot seek back leave 0, 0x7FFFF000, 0x7FFFFFFF,
 * 0xFFFFFFFF or one of these less a header. An honest clip of that size would be 6 hours of 48 kHz mono.
 */
function knownSize(size: number): number | undefined {
  return size === 0 || size >= WAV_UNKNOWN_DATA_BYTES ? undefined : size;
}
