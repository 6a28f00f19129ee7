import { MPEG_HEADER_BYTES, mp3FrameLength } from '../../../packages/audio/src/mpeg-frame.ts';

/** What an MP3 frame says of itself. */
export interface Mp3Frame {
  /** Length in bytes, header included. */
  bytes: number;
  /** Samples of each channel. */
  samples: number;
  /** Hz. */
  sampleRate: number;
  /** How many bytes of earlier frames' main data it begins with: the bit reservoir. */
  reservoir: number;
  /** Bytes of main data in it, which later frames may reach back to. */
  mainData: number;
  /** True of a first frame that holds a table about the file in the place of sound. */
  isTable: boolean;
}

const VERSION_1 = 3;
const VERSION_2 = 2;
const MONO = 3;
const CRC_BYTES = 2;
/** Hz of MPEG 1; MPEG 2 has half of it, MPEG 2.5 a quarter. */
const RATES = [44_100, 48_000, 32_000];
/** Bytes of side information, by the samples of a frame: of one channel, and of two. */
const SIDE_BYTES: Readonly<Record<number, readonly [number, number]>> = { 1152: [17, 32], 576: [9, 17] };
/** The side information begins with the reach back: 9 bits in MPEG 1, 8 in the others. */
const LONGEST_HEAD = MPEG_HEADER_BYTES + CRC_BYTES + 2;
const TABLES = ['Xing', 'Info'];

/**
 * The Layer III frame at `offset` (ISO/IEC 11172-3 and 13818-3, section 2.4.1); undefined until all of it is there.
 * @throws Error when something else is there.
 */
export function mp3Frame(bytes: Uint8Array, offset: number): Mp3Frame | undefined {
  if (offset + LONGEST_HEAD > bytes.length) return undefined;
  const length = mp3FrameLength(bytes, offset);
  if (length === undefined) throw new Error(`there is no MP3 frame at byte ${offset}`);
  if (offset + length > bytes.length) return undefined;
  const [, kind = 0, rates = 0, mode = 0] = bytes.subarray(offset);
  const version = (kind >> 3) & 3;
  const isVersion1 = version === VERSION_1;
  const samples = isVersion1 ? 1_152 : 576;
  const side = MPEG_HEADER_BYTES + ((kind & 1) === 0 ? CRC_BYTES : 0);
  const [mono = 0, stereo = 0] = SIDE_BYTES[samples] ?? [];
  const main = side + (mode >> 6 === MONO ? mono : stereo);
  const [first = 0, second = 0] = bytes.subarray(offset + side);
  return {
    bytes: length,
    samples,
    sampleRate: (RATES[(rates >> 2) & 3] ?? Number.NaN) / (isVersion1 ? 1 : version === VERSION_2 ? 2 : 4),
    reservoir: isVersion1 ? (first << 1) | (second >> 7) : first,
    mainData: length - main,
    isTable: TABLES.includes(String.fromCharCode(...bytes.subarray(offset + main, offset + main + 4))),
  };
}
