import { FlacMeter } from './meters/flac-meter.ts';
import { Mp3Meter } from './meters/mp3-meter.ts';
import { OpusMeter } from './meters/opus-meter.ts';
import { PcmMeter } from './meters/pcm-meter.ts';
import type { SoundMeter } from './meters/sound-meter.ts';
import { WavMeter } from './meters/wav-meter.ts';

/** One way to have speech. */
export interface BenchFormat {
  /** What figures call it. */
  name: string;
  /** What a request to `/v1/audio/speech` says to get it. */
  fields: { response_format: string; sample_rate?: number };
  openMeter: () => SoundMeter;
}

/** Rate of raw samples that nobody asked another one for, in Hz: OpenAI's. */
const OPENAI_PCM_RATE = 24_000;
/** Rate of every other format, and of what the emulator speaks, in Hz: nothing is resampled. */
export const SAMPLE_RATE = 48_000;

/** What all formats are compared with: the same samples, put into none. */
export const RAW: BenchFormat = {
  name: 'raw PCM at 48 kHz',
  fields: { response_format: 'pcm', sample_rate: SAMPLE_RATE },
  openMeter: () => new PcmMeter(SAMPLE_RATE),
};

/** As clients ask for them; an edge need not have all. */
export const FORMATS: readonly BenchFormat[] = [
  { name: 'pcm (24 kHz)', fields: { response_format: 'pcm' }, openMeter: () => new PcmMeter(OPENAI_PCM_RATE) },
  { name: 'wav', fields: { response_format: 'wav' }, openMeter: () => new WavMeter() },
  { name: 'flac', fields: { response_format: 'flac' }, openMeter: () => new FlacMeter() },
  { name: 'mp3', fields: { response_format: 'mp3' }, openMeter: () => new Mp3Meter() },
  { name: 'opus', fields: { response_format: 'opus' }, openMeter: () => new OpusMeter() },
];
