/** Layer III frames of mono silence, per rate: the four header bytes, the frame's length in bytes and in samples. */
const FRAMES: Readonly<Record<number, { header: readonly number[]; bytes: number; samples: number }>> = {
  // MPEG-1, 128 kbit/s at 48 kHz: 144 * 128000 / 48000 bytes.
  48000: { header: [0xff, 0xfb, 0x94, 0xc4], bytes: 384, samples: 1_152 },
  // MPEG-2, 64 kbit/s at 24 kHz: 72 * 64000 / 24000 bytes.
  24000: { header: [0xff, 0xf3, 0x84, 0xc4], bytes: 192, samples: 576 },
};

/**
 * A valid MP3 of at least `seconds` of silence, at least one frame: side information of zeros says that no granule has
 * any data (ISO 11172-3, 2.4.1.7). Rates without a frame of their own are given as 48 kHz.
 */
export function silentMp3(seconds: number, sampleRate: number): Uint8Array<ArrayBuffer> {
  const rate = sampleRate === 24_000 ? 24_000 : 48_000;
  const frame = FRAMES[rate] as (typeof FRAMES)[number];
  const count = Math.max(1, Math.ceil((seconds * rate) / frame.samples));
  const file = new Uint8Array(count * frame.bytes);
  for (let i = 0; i < count; i++) file.set(frame.header, i * frame.bytes);
  return file;
}
