import type { Synthesize } from '@voxlane/emulator';

/** Rate of the lane in Hz, so that nothing between here and the listener needs to make samples anew. */
const SAMPLE_RATE = 48_000;
const SECONDS_PER_CHARACTER = 0.02;
const LEVEL = 0.4;
const LOWEST_HZ = 120;
const HZ_RANGE = 300;

/**
 * A tone a text, its pitch told by the text, that begins at its peak and ends wherever it happens to: put together as
 * they are, two of them click.
 */
export const steppingVoice: Synthesize = async (text) => {
  const digits = [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % HZ_RANGE, 0);
  const step = (2 * Math.PI * (LOWEST_HZ + digits)) / SAMPLE_RATE;
  const samples = new Float32Array(Math.round(text.length * SECONDS_PER_CHARACTER * SAMPLE_RATE));
  for (let n = 0; n < samples.length; n++) samples[n] = LEVEL * Math.cos(n * step);
  return { samples, sampleRate: SAMPLE_RATE };
};

/** The most that two samples of it next to each other differ, in steps of 16 bits. */
export const STEEPEST = Math.ceil(((2 * Math.PI * (LOWEST_HZ + HZ_RANGE)) / SAMPLE_RATE) * LEVEL * 32_768);
