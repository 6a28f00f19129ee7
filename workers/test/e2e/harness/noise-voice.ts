import type { Synthesize } from '@voxlane/emulator';

/** The lane's own rate in Hz. */
const SAMPLE_RATE = 48_000;
const SECONDS_PER_CHARACTER = 0.06;
const LEVEL = 0.8;
/** Multiplier and increment of a generator of 32 bits (Knuth, The Art of Computer Programming 2, 3.3.4). */
const MULTIPLIER = 1_664_525;
const INCREMENT = 1_013_904_223;

const next = (state: number) => (Math.imul(state, MULTIPLIER) + INCREMENT) | 0;

/** White noise, 60 ms a character and other noise for another text: sound that no lossless format makes smaller. */
export const noiseVoice: Synthesize = async (text) => {
  const samples = new Float32Array(Math.round(text.length * SECONDS_PER_CHARACTER * SAMPLE_RATE));
  let state = [...text].reduce((sum, letter) => next(sum ^ letter.charCodeAt(0)), 0);
  // It begins and ends in silence, so that nothing has to be smoothed where two of it meet.
  for (let n = 1; n < samples.length - 1; n++) {
    state = next(state);
    samples[n] = (LEVEL * state) / 2 ** 31;
  }
  return { samples, sampleRate: SAMPLE_RATE };
};
