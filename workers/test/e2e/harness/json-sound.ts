import type { Utterance } from '@voxlane/emulator';

/** What a handler that fails within its audio sends: the text of an error where samples should be. */
const ERROR = '{"error":"the model has no weights", "code":12}';

/** An utterance whose 16-bit samples are JSON, for about as long as other text. @param length in samples. */
export function jsonBytes(length: number): Utterance {
  const text = Buffer.from(ERROR.repeat(Math.ceil((2 * length) / ERROR.length)));
  const whole = new Int16Array(text.buffer.slice(text.byteOffset, text.byteOffset + 2 * length));
  return { samples: Float32Array.from(whole, (value) => value / 32_768), sampleRate: 48_000 };
}
