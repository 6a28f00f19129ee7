const HEADER_BYTES = 28;
/** Flag of a stream's first page. */
const FIRST_PAGE = 2;
const SERIAL = 0x766f786c;
const OPUS_HEAD_BYTES = 19;

/**
 * The first page of an Ogg Opus file (RFC 3533 6, RFC 7845 5.1) for a mono stream that was `sampleRate` Hz: enough
 * for anybody who looks at the magic, and no audio.
 */
export function oggPage(sampleRate: number): Uint8Array<ArrayBuffer> {
  const page = new Uint8Array(HEADER_BYTES + OPUS_HEAD_BYTES);
  const view = new DataView(page.buffer);
  page.set(ascii('OggS'), 0);
  page[5] = FIRST_PAGE;
  view.setUint32(14, SERIAL, true);
  page[26] = 1;
  page[27] = OPUS_HEAD_BYTES;
  page.set(ascii('OpusHead'), HEADER_BYTES);
  page[HEADER_BYTES + 8] = 1;
  page[HEADER_BYTES + 9] = 1;
  view.setUint32(HEADER_BYTES + 12, sampleRate, true);
  view.setUint32(22, oggChecksum(page), true);
  return page;
}

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

/** CRC-32 with polynomial 0x04c11db7, most significant bit first, no inversion (RFC 3533 6, field 7). */
function oggChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
