import { type EncodeSpeech, SAMPLES_PER_TOKEN, TOKEN_KINDS, tokenCount } from './encode-speech.ts';
import { hashText } from './hash-text.ts';

/** Steps of a sample's value that make a difference: far above what platforms differ in their sines. */
const STEPS = 1_000;

/**
 * Stands in for an encoder where there is no model: each token is a fingerprint of its 40 ms of audio. As many tokens
 * as the real encoder gives, the same for the same audio and others for other audio; decoded, they are noise.
 */
export const printEncoder: EncodeSpeech = async (samples) =>
  Array.from({ length: tokenCount(samples.length) }, (_, at) => {
    const frame = samples.subarray(at * SAMPLES_PER_TOKEN, (at + 1) * SAMPLES_PER_TOKEN);
    return hashText(Array.from(frame, (sample) => Math.round(sample * STEPS)).join()) % TOKEN_KINDS;
  });
