import { floatToInt16, wavHeader } from '@voxlane/audio';
import { joinBytes } from '../audio/join-bytes.ts';
import { joinSamples } from '../audio/join-samples.ts';
import type { HandlerContext } from '../job/handler.ts';
import { type EchoOrder, speakPiece } from './echo-order.ts';
import { GpuTime } from './gpu-time.ts';

/** Rate of the file, in Hz. */
const RATE = 24_000;
/** Bits of a second of 16-bit mono audio at {@link RATE}, in thousands. */
const BITRATE = '384k';

/**
 * Says everything into a file and tells where it is. The original's file is Opus at 24 kHz; this one is a WAV file, and
 * says so.
 */
export async function echoResult(order: EchoOrder, context: HandlerContext): Promise<Record<string, unknown>> {
  const gpu = new GpuTime(context);
  const clips: Float32Array[] = [];
  for (const piece of order.pieces) clips.push(await speakPiece(piece, order, context, RATE));
  const spoken = joinSamples(...clips);
  const duration = spoken.length / RATE;
  await gpu.make(duration);
  const header = wavHeader({ sampleRate: RATE, samples: spoken.length });
  const url = context.store(joinBytes(header, floatToInt16(spoken)), 'wav');
  const filename = order.session === '' ? fileOf(url) : `${order.session}.wav`;
  return {
    status: 'completed',
    filename,
    url,
    s3_key: filename,
    metadata: { sample_rate: RATE, codec: 'pcm_s16le', bitrate: BITRATE, duration, seed: order.seed, device: 'cpu' },
  };
}

/** The last part of an address's path. */
function fileOf(url: string): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}

/** The answer to `action: "health_check"`: cheap, and no audio. */
export function echoHealth({ clock }: HandlerContext): Record<string, unknown> {
  const pass = (details: string) => ({ status: 'pass', details });
  return {
    status: 'healthy',
    timestamp: clock.now() / 1_000,
    checks: {
      configuration: pass('complete'),
      hardware: { status: 'warn', details: 'no GPU: this is an emulator' },
      s3: pass('files are served by the emulator'),
      linacodec: pass('tokens can be made'),
    },
  };
}
