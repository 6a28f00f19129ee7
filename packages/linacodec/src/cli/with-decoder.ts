import type { CliSystem } from './cli-system.ts';
import type { Decoder, Fetched } from './decoder-port.ts';
import { plainText } from './error-line.ts';
import { orInterrupted } from './or-interrupted.ts';
import { Progress } from './progress.ts';

/** Which decoder to open, as the options of every command that needs one say it. */
export interface ModelOptions {
  /** A folder, a repository of the hub, or `nano`; LINACODEC_MODEL when absent. */
  model?: string;
  /** Smaller and quicker arithmetic, not bit for bit the reference's. */
  fast?: boolean;
  threads?: number;
  workers?: number;
}

/** The small voice that comes with the package: it needs no download. */
const BUILT_IN = 'nano';

/** Opens the decoder, hands it to `use`, and closes it however that ends. Progress is gone by then. */
export async function withDecoder<T>(
  { model, ...tuning }: ModelOptions,
  system: CliSystem,
  use: (decoder: Decoder, progress: Progress) => Promise<T>,
): Promise<T> {
  const { env, interrupted } = system;
  const progress = createProgress(system);
  try {
    const opening = system.openDecoder({
      model: model ?? (env.LINACODEC_MODEL || BUILT_IN),
      env,
      // One thing is decoded at a time: its threads may have the cores.
      ...(env.DECODE_WORKERS ? {} : { workers: 1 }),
      ...tuning,
      signal: interrupted,
      onFetchProgress: (fetched) => reportFetch(progress, fetched),
      notice: (line) => {
        progress.clear();
        system.stderr.write(`linacodec: ${plainText(line)}\n`);
      },
    });
    const decoder = await orInterrupted(opening, interrupted);
    return await closing(decoder, interrupted, () => use(decoder, progress));
  } finally {
    progress.clear();
  }
}

/** Shows itself only when standard error is a terminal. */
export function createProgress({ stderr, createBar, now }: CliSystem): Progress {
  return new Progress(stderr.isTerminal ? createBar() : undefined, now);
}

export function reportFetch(progress: Progress, { overallReceived, overallTotal }: Fetched): void {
  progress.report(overallTotal > 0 ? overallReceived / overallTotal : 0, 'fetching the model');
}

async function closing<T>(decoder: Decoder, interrupted: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    const closed = decoder.close();
    // A decode that runs cannot be stopped from here; the end of the process will.
    if (interrupted.aborted) closed.catch(() => undefined);
    else await closed;
  }
}
