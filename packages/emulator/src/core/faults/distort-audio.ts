import { decodeBase64, encodeBase64, float32ToFloat, floatToInt16, int16ToFloat, wavHeader } from '@voxlane/audio';
import { float32Bytes } from '../audio/float32-bytes.ts';
import { joinBytes } from '../audio/join-bytes.ts';
import { oggPage } from '../audio/ogg-page.ts';
import { resampled } from '../audio/resampled.ts';
import { silentMp3 } from '../audio/silent-mp3.ts';
import { MAX_RUNSYNC_BYTES } from '../limits.ts';
import { type ChunkMessage, isChunkMessage } from '../speech/chunk-message.ts';
import { isTokenMessage, type TokenMessage } from '../speech/token-message.ts';
import type { Faults } from './faults.ts';

/**
 * Messages whose audio is of another encoding or rate than was asked for, or labelled wrong. Tokens have no encoding
 * and no rate but the label's.
 */
export async function* distortAudio(messages: AsyncIterable<unknown>, faults: Faults): AsyncGenerator<unknown> {
  let number = 0;
  for await (const message of messages) {
    if (isChunkMessage(message)) yield distorted(message, number++, faults);
    else yield isTokenMessage(message) ? labelled(message, faults) : message;
  }
}

function labelled(message: TokenMessage, { labelRate }: Faults): TokenMessage {
  return labelRate === undefined ? message : { ...message, sample_rate: labelRate };
}

function distorted(message: ChunkMessage, index: number, { encoding, rates, labelRate }: Faults): ChunkMessage {
  const rate = rates?.[index % rates.length] ?? message.sample_rate;
  const label = { sample_rate: labelRate ?? rate };
  if (message.format === 'mp3' || (encoding === undefined && rates === undefined)) return { ...message, ...label };
  const samples = resampled(samplesOf(message), message.sample_rate, rate);
  const own = message.format === 'pcm_24' ? 'float32' : 'int16';
  return { ...message, ...label, audio_chunk: encodeBase64(ENCODERS[encoding ?? own](samples, rate)) };
}

function samplesOf({ audio_chunk, format }: ChunkMessage): Float32Array {
  const bytes = decodeBase64(audio_chunk, { maxBytes: MAX_RUNSYNC_BYTES });
  return format === 'pcm_24' ? float32ToFloat(bytes) : int16ToFloat(bytes);
}

const ENCODERS: Record<NonNullable<Faults['encoding']>, (samples: Float32Array, rate: number) => Uint8Array> = {
  int16: floatToInt16,
  float32: float32Bytes,
  wav: (samples, sampleRate) => joinBytes(wavHeader({ sampleRate, samples: samples.length }), floatToInt16(samples)),
  'stereo-wav': (samples, sampleRate) =>
    joinBytes(wavHeader({ sampleRate, channels: 2, samples: samples.length }), floatToInt16(doubled(samples))),
  mp3: (samples, rate) => silentMp3(samples.length / rate, rate),
  ogg: (_, rate) => oggPage(rate),
};

/** The same signal on two channels, interleaved. */
function doubled(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: samples.length * 2 }, (_, i) => samples[i >> 1] ?? 0);
}
