import { encodeBase64, floatToInt16 } from '@voxlane/audio';
import { joinSamples } from '../audio/join-samples.ts';
import type { HandlerContext } from '../job/handler.ts';
import type { ChunkMessage, CompleteMessage } from './chunk-message.ts';
import { type EchoOrder, speakPiece } from './echo-order.ts';
import { GpuTime } from './gpu-time.ts';

/** Rate of the model's own audio, in Hz. */
const RATE = 44_100;
const FORMAT = 'pcm_16';

/**
 * Says the pieces as samples, holding back a tail for a cross-fade. Without a tail it holds back everything, as the
 * original does, and the one chunk may well be too large for the platform.
 */
export async function* streamHeldPcm(
  order: EchoOrder,
  context: HandlerContext,
): AsyncGenerator<Omit<ChunkMessage, 'process_time_ms'> | CompleteMessage> {
  const gpu = new GpuTime(context);
  const tail = Math.floor((order.tailMs * RATE) / 1_000);
  let held = new Float32Array(0);
  let number = 0;
  for (const piece of order.pieces) {
    const spoken = await speakPiece(piece, order, context, RATE);
    await gpu.make(spoken.length / RATE);
    held = joinSamples(held, spoken);
    if (tail === 0 || held.length <= tail) continue;
    yield chunk(++number, held.subarray(0, -tail));
    held = held.slice(-tail);
  }
  if (held.length > 0) yield chunk(++number, held);
  yield { status: 'complete', format: FORMAT, message: 'All audio chunks streamed', total_chunks: number };
}

function chunk(number: number, samples: Float32Array): Omit<ChunkMessage, 'process_time_ms'> {
  return {
    status: 'streaming',
    chunk: number,
    format: FORMAT,
    audio_chunk: encodeBase64(floatToInt16(samples)),
    sample_rate: RATE,
  };
}
