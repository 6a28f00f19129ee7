import type { Decoder } from '@voxlane/linacodec';

/** Seconds of speech that are decoded to warm up: enough for one full window at 12.5 tokens a second, and one more. */
const WARM_UP_S = 4;
const SAMPLE_RATE = 48_000;

/**
 * Decodes a made-up utterance, so that the first listener does not pay for what a runtime does only once, and tells how
 * fast that went: the first time is thrown away, the second counts.
 * @param now milliseconds since some fixed point.
 * @param signal stops it.
 * @returns the real-time factor of one worker: seconds of work a second of audio.
 */
export async function warmUp(decoder: Decoder, now: () => number, signal: AbortSignal): Promise<number> {
  await speak(decoder, signal);
  const began = now();
  const samples = await speak(decoder, signal);
  return (now() - began) / 1_000 / (samples / SAMPLE_RATE);
}

async function speak(decoder: Decoder, signal: AbortSignal): Promise<number> {
  const { tokenRate, vocabulary, embeddingSize } = decoder.info;
  // Any tokens and any voice cost the same.
  const tokens = Int32Array.from({ length: WARM_UP_S * tokenRate }, (_, i) => (i * 7_919) % vocabulary);
  const embedding = new Float32Array(embeddingSize);
  let samples = 0;
  for await (const block of decoder.stream([{ tokens, embedding }], { signal })) samples += block.length;
  return samples;
}
