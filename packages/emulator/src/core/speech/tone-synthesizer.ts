import { hashText } from './hash-text.ts';
import type { Synthesize } from './synthesize.ts';

const SAMPLE_RATE = 24_000;
/** A word takes this long, and so does the pause after it, in milliseconds. */
const MS_PER_LETTER = 60;
const PAUSE_MS = 40;
/** Ends of each tone that rise and fall, so that words do not click, in milliseconds. */
const RAMP_MS = 5;
const LEVEL = 0.3;
/** The tones of words lie between these, in Hz; voices shift them by up to an octave. */
const LOWEST_HZ = 180;
const HZ_RANGE = 400;

/**
 * Speech for tests: a sine a word, 60 ms a letter and 40 ms between words. The same text and voice always give the
 * same samples; another word, speaker, model or take gives another frequency, so that a test can tell them apart. Speed
 * divides every length, pitch multiplies every frequency.
 */
export const toneSynthesizer: Synthesize = async (text, voice) => {
  const { speed = 1, pitch = 1 } = voice;
  const shift = 1 + (hashText(`${voice.model}/${voice.speaker}/${voice.take}`) % 1_000) / 1_000;
  const words = text.split(/\s+/).filter((word) => word !== '');
  const pieces = words.map((word) => tone(word, shift * pitch, speed));
  const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return { samples, sampleRate: SAMPLE_RATE };
};

function tone(word: string, shift: number, speed: number): Float32Array {
  const sounding = Math.round((word.length * MS_PER_LETTER * SAMPLE_RATE) / 1_000 / speed);
  const samples = new Float32Array(sounding + Math.round((PAUSE_MS * SAMPLE_RATE) / 1_000 / speed));
  const step = (2 * Math.PI * shift * (LOWEST_HZ + (hashText(word) % HZ_RANGE))) / SAMPLE_RATE;
  const ramp = (RAMP_MS * SAMPLE_RATE) / 1_000;
  for (let n = 0; n < sounding; n++) {
    samples[n] = LEVEL * Math.min(1, n / ramp, (sounding - n) / ramp) * Math.sin(n * step);
  }
  return samples;
}
