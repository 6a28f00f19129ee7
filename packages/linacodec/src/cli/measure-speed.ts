import type { CliSystem } from './cli-system.ts';
import type { Decoder } from './decoder-port.ts';
import { orInterrupted, untilInterrupted } from './or-interrupted.ts';
import { randomUtterance } from './random-utterance.ts';

/** How quickly a decoder made a stretch of audio. */
export interface Speed {
  /** Length of what was made. */
  audioSeconds: number;
  /** Time that took, the median of the runs. */
  seconds: number;
  /** Time for a second of audio: below 1 is quicker than it plays. */
  realTimeFactor: number;
}

/** The first sound of a stream needs this much to be heard as such. */
export const FIRST_AUDIO_MS = 100;
/** Long enough for a stream that does not end before its first sound. */
const STREAM_SECONDS = 10;

/** Decodes about `seconds` of audio whole, `runs` times. */
export async function measureExact(
  decoder: Decoder,
  seconds: number,
  runs: number,
  { now, interrupted }: CliSystem,
): Promise<Speed> {
  const utterance = randomUtterance(seconds, decoder.info);
  const times: number[] = [];
  let samples = 0;
  for (let run = 0; run < runs; run++) {
    const startedMs = now();
    samples = (await orInterrupted(decoder.decode(utterance, { signal: interrupted }), interrupted)).length;
    times.push((now() - startedMs) / 1000);
  }
  const audioSeconds = samples / decoder.info.sampleRate;
  const median = medianOf(times);
  return { audioSeconds, seconds: median, realTimeFactor: median / audioSeconds };
}

/** Median time from handing over the tokens of a stream to having its first 100 ms, in ms. */
export async function measureFirstAudio(decoder: Decoder, runs: number, system: CliSystem): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await firstAudioMs(decoder, system));
  return medianOf(times);
}

async function firstAudioMs(decoder: Decoder, { now, interrupted }: CliSystem): Promise<number> {
  const wanted = (decoder.info.sampleRate * FIRST_AUDIO_MS) / 1000;
  const utterance = randomUtterance(STREAM_SECONDS, decoder.info);
  const startedMs = now();
  let samples = 0;
  for await (const block of untilInterrupted(decoder.stream([utterance], { signal: interrupted }), interrupted)) {
    samples += block.length;
    if (samples >= wanted) break;
  }
  return now() - startedMs;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
