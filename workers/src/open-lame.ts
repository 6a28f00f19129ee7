import type { LameInstance } from './lame-instance.ts';
import { noMemory } from './no-memory.ts';

/** Rates that MP3 knows, in Hz: those of MPEG-1, MPEG-2 and MPEG-2.5. LAME opens at others too, without a word. */
export const MP3_RATES: readonly number[] = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/** Most samples that are encoded at a time: no frame has more, and LAME's room grows with them. */
export const LAME_BLOCK = 1152;

const MONO = 1;
/** In the place of a quality between 0 and 9: every frame has the same size. */
const NO_VARIABLE_BITRATE = -1;

const WORD_BYTES = 4;
const SETTINGS_WORDS = 5;
const QUALITY_WORD = 3;

/** Most bytes that LAME may write for a block (lame.h: 1.25 x samples + 7200). */
const BLOCK_BYTES = 1.25 * LAME_BLOCK + 7200;
/** The room for bytes that an encoder is opened with: the same for 30 s at 48 kHz. */
const OPENING_BYTES = 1.25 * 30 * 48_000 + 7200;
/** Words of an encoder that hold the place of that room, and its size. */
const ROOM_WORD = 5;
const ROOM_BYTES_WORD = 6;

/** An encoder of mono samples in frames of constant size. */
export interface LameHandle {
  readonly encoder: number;
  /** Where the samples of a block go, at most {@link LAME_BLOCK}. */
  readonly pcm: number;
}

/**
 * Opens an encoder, which `enc_free` closes, with room for one block.
 * @param bitrate in kbit/s.
 * @throws Error for a rate that is not of {@link MP3_RATES}; Problem `overloaded` when there is no memory left.
 */
export function openLame(lame: LameInstance, sampleRate: number, bitrate: number): LameHandle {
  if (!MP3_RATES.includes(sampleRate))
    throw new Error(`MP3 has no rate of ${sampleRate} Hz; it has ${MP3_RATES.join(', ')}`);
  const encoder = initialised(lame, sampleRate, bitrate);
  trim(lame, encoder);
  const pointers = lame.enc_get_pcm(encoder, LAME_BLOCK);
  if (pointers !== 0) return { encoder, pcm: words(lame, pointers, MONO)[0] ?? 0 };
  lame.enc_free(encoder);
  throw noMemory(`LAME has no memory left for a block of ${LAME_BLOCK} samples`);
}

function initialised(lame: LameInstance, sampleRate: number, bitrate: number): number {
  const settings = lame.malloc(SETTINGS_WORDS * WORD_BYTES);
  if (settings === 0) throw noMemory('LAME has no memory left for its settings');
  // Channels, rate of the samples, bitrate, quality (a float), rate of the MP3.
  words(lame, settings, SETTINGS_WORDS).set([MONO, sampleRate, bitrate, 0, sampleRate]);
  new Float32Array(lame.memory.buffer, settings)[QUALITY_WORD] = NO_VARIABLE_BITRATE;
  try {
    const encoder = lame.enc_init(settings);
    if (encoder !== 0) return encoder;
  } finally {
    lame.free(settings);
  }
  throw noMemory(`LAME has no memory left for an encoder, or none for ${bitrate} kbit/s at ${sampleRate} Hz`);
}

/**
 * Changes the room of 1.8 MB, four fifths of what an encoder takes, for that of a block. No call does so; an encoder
 * whose words are others than expected keeps what it has.
 */
function trim(lame: LameInstance, encoder: number): void {
  const state = words(lame, encoder, ROOM_BYTES_WORD + 1);
  const room = lame.enc_get_out_buf(encoder);
  if (state[ROOM_WORD] !== room || state[ROOM_BYTES_WORD] !== OPENING_BYTES) return;
  const smaller = lame.malloc(BLOCK_BYTES);
  if (smaller === 0) return;
  words(lame, encoder + ROOM_WORD * WORD_BYTES, 2).set([smaller, BLOCK_BYTES]);
  lame.free(room);
}

/** A view for now: growth of the memory takes it away. */
function words(lame: LameInstance, pointer: number, length: number): Uint32Array {
  return new Uint32Array(lame.memory.buffer, pointer, length);
}
