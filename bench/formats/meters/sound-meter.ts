/** Counts the sound in the bytes of one stream as they come, by the rules of its format and without decoding it. */
export interface SoundMeter {
  /** Takes the bytes that come next, cut anywhere. @throws Error when no decoder could go on with them. */
  push(bytes: Uint8Array): void;
  /** Samples of a channel that a decoder can give for the bytes so far. */
  readonly samples: number;
  /** How many of them come before the sound: what the codec puts in front of it. */
  readonly leadIn: number;
  /** Hz; NaN until the stream has said it. */
  readonly sampleRate: number;
}

/** Seconds of the speech itself that a decoder can give for the bytes so far. */
export function soundSeconds({ samples, leadIn, sampleRate }: Omit<SoundMeter, 'push'>): number {
  return samples <= leadIn ? 0 : (samples - leadIn) / sampleRate;
}
