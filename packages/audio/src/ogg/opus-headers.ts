/** What a decoder learns before the first packet. */
export interface OpusHead {
  /** Samples at 48 kHz that a decoder throws away at the start: the delay of the encoder. 0 to 65535. */
  preSkip: number;
  /** Hz of what was encoded; a remark, for Opus itself is decoded at any rate. */
  inputRate: number;
}

const HEAD_BYTES = 19;
const VERSION = 1;
const MONO = 1;
const MAX_UINT16 = 0xffff;
const MAX_UINT32 = 0xffff_ffff;
const LENGTH_BYTES = 4;

const utf8 = new TextEncoder();

/** The first packet of a mono stream, without gain: RFC 7845, section 5.1. Throws a RangeError for what does not fit. */
export function opusHead({ preSkip, inputRate }: OpusHead): Uint8Array<ArrayBuffer> {
  checkUnsigned('preSkip', preSkip, MAX_UINT16);
  checkUnsigned('inputRate', inputRate, MAX_UINT32);
  const bytes = new Uint8Array(HEAD_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(utf8.encode('OpusHead'));
  bytes.set([VERSION, MONO], 8);
  view.setUint16(10, preSkip, true);
  view.setUint32(12, inputRate, true);
  return bytes;
}

/** The second packet: who made the stream, and no comment. RFC 7845, section 5.2. */
export function opusTags(vendor: string): Uint8Array<ArrayBuffer> {
  const magic = utf8.encode('OpusTags');
  const name = utf8.encode(vendor);
  const bytes = new Uint8Array(magic.length + LENGTH_BYTES + name.length + LENGTH_BYTES);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint32(magic.length, name.length, true);
  bytes.set(name, magic.length + LENGTH_BYTES);
  return bytes;
}

function checkUnsigned(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new RangeError(`${name} is ${value}; it must be a whole number from 0 to ${most}`);
}
