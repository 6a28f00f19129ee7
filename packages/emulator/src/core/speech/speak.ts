import { encodeBase64, floatToInt16, wavHeader } from '@voxlane/audio';
import { float32Bytes } from '../audio/float32-bytes.ts';
import { joinBytes } from '../audio/join-bytes.ts';
import { resampled } from '../audio/resampled.ts';
import { silentMp3 } from '../audio/silent-mp3.ts';
import type { Pace } from '../faults/faults.ts';
import type { HandlerContext } from '../job/handler.ts';
import type { ChunkMessage, CompleteMessage } from './chunk-message.ts';
import { GpuTime } from './gpu-time.ts';
import type { Voice } from './synthesize.ts';

/** What a handler was asked to say, checked. */
export interface SpeechOrder {
  text: string;
  voice: Voice;
  /** Hz. */
  sampleRate: number;
  /** `pcm_24` is the label under which 32-bit floats travel. `mp3` is silence of the right length. */
  format: 'pcm_16' | 'pcm_24' | 'mp3';
  stream: boolean;
}

/** Says it: chunk by chunk at the pace of the pretended GPU, or as one batch result when nobody streams. */
export async function* speak(order: SpeechOrder, context: HandlerContext): AsyncGenerator<unknown> {
  const gpu = new GpuTime(context);
  const { samples, sampleRate } = await context.synthesize(order.text, order.voice);
  const spoken = resampled(samples, sampleRate, order.sampleRate);
  context.signal.throwIfAborted();
  if (order.stream) yield* chunks(spoken, order, context.pace, gpu);
  else yield await batch(spoken, order, gpu);
}

async function* chunks(
  spoken: Float32Array,
  { sampleRate, format }: SpeechOrder,
  pace: Pace,
  gpu: GpuTime,
): AsyncGenerator<ChunkMessage | CompleteMessage> {
  let number = 0;
  for (let at = 0; at < spoken.length; ) {
    const ms = number === 0 ? pace.firstChunkMs : pace.chunkMs;
    const piece = spoken.subarray(at, at + Math.max(1, Math.round((ms * sampleRate) / 1_000)));
    const makingMs = await gpu.make(piece.length / sampleRate);
    number++;
    at += piece.length;
    yield {
      status: 'streaming',
      chunk: number,
      format,
      audio_chunk: encodeBase64(bytesOf(piece, format, sampleRate)),
      sample_rate: sampleRate,
      process_time_ms: Math.round(makingMs),
    };
  }
  yield { status: 'complete', format, message: 'All audio chunks streamed', total_chunks: number };
}

function bytesOf(piece: Float32Array, format: SpeechOrder['format'], sampleRate: number): Uint8Array {
  if (format === 'pcm_24') return float32Bytes(piece);
  return format === 'mp3' ? silentMp3(piece.length / sampleRate, sampleRate) : floatToInt16(piece);
}

async function batch(spoken: Float32Array, { sampleRate, format }: SpeechOrder, gpu: GpuTime): Promise<unknown> {
  const seconds = spoken.length / sampleRate;
  await gpu.make(seconds);
  const wav = joinBytes(wavHeader({ sampleRate, samples: spoken.length }), floatToInt16(spoken));
  const mp3 = format === 'mp3';
  return {
    status: 'success',
    format: mp3 ? 'mp3' : 'wav',
    sample_rate: sampleRate,
    duration_sec: seconds,
    audio_base64: encodeBase64(mp3 ? silentMp3(seconds, sampleRate) : wav),
  };
}
