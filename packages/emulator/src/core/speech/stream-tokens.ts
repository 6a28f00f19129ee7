import type { HandlerContext } from '../job/handler.ts';
import type { CompleteMessage } from './chunk-message.ts';
import { type EchoOrder, speakPiece } from './echo-order.ts';
import { echoSpeaker, embeddingOf } from './echo-speaker.ts';
import { CODEC_RATE, type EncodeSpeech, MIN_SAMPLES, TOKENS_PER_SECOND } from './encode-speech.ts';
import { GpuTime } from './gpu-time.ts';
import type { TokenMessage } from './token-message.ts';

/** Rate of the audio that a LinaCodec decoder makes, in Hz. */
const DECODED_RATE = 48_000;
const FORMAT = 'linacodec_tokens';

/** Says the pieces as tokens, each encoded whole: a chunk a piece, or several where the pace has shorter chunks. */
export async function* streamTokens(
  order: EchoOrder,
  context: HandlerContext,
): AsyncGenerator<TokenMessage | CompleteMessage> {
  const { clock, pace, encode } = context;
  const begun = clock.now();
  const gpu = new GpuTime(context);
  const embedding = embeddingOf(echoSpeaker(order.voice));
  let number = 0;
  let total = 0;
  for (const piece of order.pieces) {
    const all = await tokensOf(await speakPiece(piece, order, context, CODEC_RATE), encode);
    for (let at = 0; at < all.length; ) {
      const tokens = all.slice(at, at + tokensIn(number === 0 ? pace.firstChunkMs : pace.chunkMs));
      const makingMs = await gpu.make(tokens.length / TOKENS_PER_SECOND);
      number++;
      at += tokens.length;
      yield {
        status: 'streaming',
        chunk: number,
        format: FORMAT,
        tokens,
        embedding: [...embedding],
        sample_rate: DECODED_RATE,
        original_sample_rate: CODEC_RATE,
        num_tokens: tokens.length,
        encode_time_ms: makingMs,
      };
    }
    total += all.length;
  }
  yield {
    status: 'complete',
    format: FORMAT,
    message: 'All token chunks streamed',
    total_chunks: number,
    total_tokens: total,
    elapsed_time_seconds: (clock.now() - begun) / 1_000,
  };
}

/** Whole tokens in so many milliseconds, at least one. */
function tokensIn(ms: number): number {
  return Math.max(1, Math.round((ms * TOKENS_PER_SECOND) / 1_000));
}

/** A text of nothing but marks may have no sound, and so no tokens; the least sound is filled up with silence. */
async function tokensOf(samples: Float32Array, encode: EncodeSpeech): Promise<number[]> {
  if (samples.length === 0) return [];
  if (samples.length >= MIN_SAMPLES) return encode(samples);
  const filled = new Float32Array(MIN_SAMPLES);
  filled.set(samples);
  return encode(filled);
}
