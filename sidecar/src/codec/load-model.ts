import type { Decoder, openDecoder } from '@voxlane/linacodec';
import type { CodecSettings } from '../config/read-config.ts';
import type { CodecModel } from './codec-model.ts';
import { warmUp } from './warm-up.ts';

/** What loading a model takes beside its settings. */
export interface LoadingDeps {
  openDecoder: typeof openDecoder;
  /** The environment: folders of caches and the token of the hub are the decoder's own settings. */
  env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since some fixed point. */
  now: () => number;
  /** Takes a line about what is going on, such as a model that is being built. */
  notice: (line: string) => void;
  /** Stops loading. */
  signal: AbortSignal;
}

/**
 * Opens the decoder, warms it up and hands it to `model`. From then on it is the model's; before, a failure closes it.
 * @throws what opening a decoder throws, such as ModelNotFoundError, each with a sentence for the operator.
 */
export async function loadModel(
  model: CodecModel,
  { model: name, workers, threads, fast }: CodecSettings,
  { openDecoder, env, now, notice, signal }: LoadingDeps,
): Promise<Decoder> {
  const decoder = await openDecoder({
    model: name,
    env,
    fast,
    ...(workers !== undefined && { workers }),
    ...(threads !== undefined && { threads }),
    signal,
    notice,
    onFetchProgress: ({ overallReceived, overallTotal }) => {
      model.progress = overallTotal > 0 ? overallReceived / overallTotal : 0;
    },
  });
  try {
    const realTimeFactor = await warmUp(decoder, now, signal);
    signal.throwIfAborted();
    model.load({ decoder, realTimeFactor });
    return decoder;
  } catch (error) {
    await decoder.close();
    throw error;
  }
}
