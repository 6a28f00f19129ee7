/** ASCII -> bytes. */
export function ascii(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

/** All parts one after the other. */
export function joinBytes(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A RIFF chunk, padded to an even length; `size` lies about its length. */
export function chunk(id: string, body: Uint8Array, size = body.length): Uint8Array<ArrayBuffer> {
  const head = new DataView(new ArrayBuffer(4));
  head.setUint32(0, size, true);
  return joinBytes(ascii(id), new Uint8Array(head.buffer), body, new Uint8Array(body.length % 2));
}

/** Fields of a `fmt ` chunk. */
export interface FmtFields {
  tag?: number;
  channels?: number;
  rate?: number;
  bits?: number;
  blockAlign?: number;
  /** Makes it EXTENSIBLE with this sub-format tag. */
  subFormat?: number;
}

/** A `fmt ` chunk, 16-bit mono PCM at 24 kHz where not told otherwise. */
export function fmt({
  tag = 1,
  channels = 1,
  rate = 24_000,
  bits = 16,
  blockAlign,
  subFormat,
}: FmtFields = {}): Uint8Array {
  const align = blockAlign ?? (channels * bits) / 8;
  const view = new DataView(new ArrayBuffer(subFormat === undefined ? 16 : 40));
  view.setUint16(0, subFormat === undefined ? tag : 0xfffe, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, rate, true);
  view.setUint32(8, rate * align, true);
  view.setUint16(12, align, true);
  view.setUint16(14, bits, true);
  if (subFormat !== undefined) {
    view.setUint16(16, 22, true);
    view.setUint16(18, bits, true);
    view.setUint16(24, subFormat, true);
    [0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71].forEach((byte, i) => {
      view.setUint8(30 + i, byte);
    });
  }
  return chunk('fmt ', new Uint8Array(view.buffer));
}

/** A WAV file of the given chunks. */
export function wavFile(...chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return chunk('RIFF', joinBytes(ascii('WAVE'), ...chunks));
}
