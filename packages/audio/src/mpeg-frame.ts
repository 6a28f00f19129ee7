/** Bytes of an MPEG audio frame header. */
export const MPEG_HEADER_BYTES = 4;

/** kbit/s of Layer III by index (ISO/IEC 11172-3 and 13818-3); index 0 (free format) and 15 are not used. */
const BITRATES_V1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BITRATES_V2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/** Hz by version bits (0: MPEG 2.5, 2: MPEG 2, 3: MPEG 1), then by rate index. */
const SAMPLE_RATES: Readonly<Record<number, readonly number[]>> = {
  0: [11_025, 12_000, 8_000],
  2: [22_050, 24_000, 16_000],
  3: [44_100, 48_000, 32_000],
};

const LAYER_III = 1;
const VERSION_1 = 3;

/**
 * Length in bytes of the MP3 frame whose header is at `offset`; undefined when there is no Layer III header with a
 * version, bit rate, sample rate and emphasis that the standard defines.
 */
export function mp3FrameLength(bytes: Uint8Array, offset: number): number | undefined {
  if (offset + MPEG_HEADER_BYTES > bytes.length) return undefined;
  const kind = bytes[offset + 1] as number;
  const rates = bytes[offset + 2] as number;
  const mode = bytes[offset + 3] as number;
  const version = (kind >> 3) & 3;
  if (bytes[offset] !== 0xff || kind >> 5 !== 7 || ((kind >> 1) & 3) !== LAYER_III) return undefined;
  const bitrate = (version === VERSION_1 ? BITRATES_V1 : BITRATES_V2)[rates >> 4];
  const sampleRate = SAMPLE_RATES[version]?.[(rates >> 2) & 3];
  const reservedEmphasis = (mode & 3) === 2;
  if (!bitrate || sampleRate === undefined || reservedEmphasis) return undefined;
  const padding = (rates >> 1) & 1;
  // 1152 samples a frame for MPEG 1, 576 otherwise; an eighth of each, times 1000 bits.
  return Math.floor(((version === VERSION_1 ? 144_000 : 72_000) * bitrate) / sampleRate) + padding;
}
