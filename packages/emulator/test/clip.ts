import { decodeBase64, int16ToFloat, parseWavHeader } from '@voxlane/audio';

/** Bytes of one test's clip at most. */
const maxBytes = 10_000_000;

/** A clip as somebody hears it. */
export interface HeardClip {
  sampleRate: number;
  seconds: number;
  /** Root of the mean square, 0..1: 0 is silence. */
  level: number;
  /** Rises through zero in a second while it sounds, which of a tone is its frequency. */
  hertz: number;
}

/** Reads a WAV file with its exact length in the header. */
export function hear(wav: Uint8Array): HeardClip {
  const parsed = parseWavHeader(wav);
  if (parsed.status !== 'complete') throw new Error('not a WAV file');
  const { dataOffset, dataBytes, sampleRate } = parsed.header;
  if (dataBytes !== wav.length - dataOffset)
    throw new Error(`${dataBytes} bytes said, ${wav.length - dataOffset} there`);
  const samples = int16ToFloat(wav.subarray(dataOffset));
  const rises = samples.filter((sample, i) => sample >= 0 && (samples[i - 1] ?? 0) < 0).length;
  const sounding = samples.filter((sample) => sample !== 0).length;
  return {
    sampleRate,
    seconds: samples.length / sampleRate,
    level: Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length),
    hertz: (rises * sampleRate) / sounding,
  };
}

/** Reads `{audio: base64 of a WAV file}`. */
export function hearResult(result: unknown): HeardClip {
  return hear(decodeBase64((result as { audio: string }).audio, { maxBytes }));
}
