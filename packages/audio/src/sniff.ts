import { asciiAt } from './ascii-at.ts';
import { MPEG_HEADER_BYTES, mp3FrameLength } from './mpeg-frame.ts';
import { sniffText, type TextKind } from './sniff-text.ts';

/** What bytes can be seen to be. RF64 and its kin count as `wav`: the WAV reader refuses them by name. */
export type SniffedKind = 'wav' | 'mp3' | 'ogg' | 'flac' | 'mp4' | 'webm' | TextKind;

/**
 * Recognises a container, or text in place of audio, by the first bytes; undefined means raw samples for all that can
 * be seen. Give it the whole first chunk: a few bytes of text or of MP3 are not told from samples with certainty.
 */
export function sniff(bytes: Uint8Array): SniffedKind | undefined {
  return sniffContainer(bytes) ?? sniffText(bytes);
}

function sniffContainer(bytes: Uint8Array): SniffedKind | undefined {
  const tag = asciiAt(bytes, 0, 4);
  if (/^(RIFF|RIFX|RF64|BW64)$/.test(tag) && asciiAt(bytes, 8, 4) === 'WAVE') return 'wav';
  if (tag === 'OggS') return 'ogg';
  if (tag === 'fLaC') return 'flac';
  if (tag === '\x1a\x45\xdf\xa3') return 'webm';
  if (asciiAt(bytes, 4, 4) === 'ftyp') return 'mp4';
  return isMp3(bytes) ? 'mp3' : undefined;
}

/**
 * An ID3v2 tag, or a frame followed by another frame. Samples can begin with the bytes of a frame header by chance
 * (16-bit -1025 does), hence the second one; only where the bytes end before it does one frame do.
 */
function isMp3(bytes: Uint8Array): boolean {
  if (isId3(bytes)) return true;
  const length = mp3FrameLength(bytes, 0);
  if (length === undefined) return false;
  return length + MPEG_HEADER_BYTES > bytes.length || mp3FrameLength(bytes, length) !== undefined;
}

/** "ID3", a version from 2 to 4, and a size of four 7-bit bytes. */
function isId3(bytes: Uint8Array): boolean {
  if (bytes.length < 10 || asciiAt(bytes, 0, 3) !== 'ID3') return false;
  const version = bytes[3] as number;
  return version >= 2 && version <= 4 && bytes.subarray(6, 10).every((byte) => byte < 0x80);
}
