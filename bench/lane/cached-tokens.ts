import { type EncodeSpeech, printEncoder } from '@voxlane/emulator';

/**
 * Tokens that are the same for all audio of one length: each made once, so that encoding takes no time. As many as the
 * real encoder gives; decoding takes the same work whatever they say.
 */
export function cachedTokens(): EncodeSpeech {
  const made = new Map<number, Promise<number[]>>();
  return (samples) => {
    const tokens = made.get(samples.length) ?? printEncoder(samples);
    made.set(samples.length, tokens);
    return tokens;
  };
}
