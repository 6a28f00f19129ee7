import { encodeBase64, floatToInt16, wavHeader } from '@voxlane/audio';
import { joinBytes } from '../audio/join-bytes.ts';
import { resampled } from '../audio/resampled.ts';
import type { HandlerContext } from '../job/handler.ts';
import { GpuTime } from './gpu-time.ts';
import { readQwenOrder } from './qwen-order.ts';
import type { WholeClip } from './whole-clip.ts';

/** Seeds come to so many takes that can be told apart by ear. */
const TAKES = 3;

/**
 * A Qwen TTS handler: `{text, speaker, language, speed, pitch, instruct, seed}` to one whole clip. It returns and does
 * not yield, so nothing of it shows before all of it is made.
 */
export async function qwen(
  input: Readonly<Record<string, unknown>>,
  context: Pick<HandlerContext, 'clock' | 'signal' | 'synthesize' | 'pace' | 'sampleRate' | 'attempt'>,
): Promise<WholeClip> {
  const { text, speaker, speed, pitch, seed } = readQwenOrder(input);
  const gpu = new GpuTime(context);
  const take = context.attempt + (Math.trunc(seed) % TAKES);
  const { samples, sampleRate } = await context.synthesize(text, { model: 'qwen', speaker, take, speed, pitch });
  const spoken = resampled(samples, sampleRate, context.sampleRate);
  await gpu.make(spoken.length / context.sampleRate);
  const header = wavHeader({ sampleRate: context.sampleRate, samples: spoken.length });
  return { audio: encodeBase64(joinBytes(header, floatToInt16(spoken))), sample_rate: context.sampleRate };
}
