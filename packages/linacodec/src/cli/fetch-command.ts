import type { CliSystem } from './cli-system.ts';
import { orInterrupted } from './or-interrupted.ts';
import { createProgress, reportFetch } from './with-decoder.ts';
import { writeText } from './write-text.ts';

/** Where the official checkpoint is published. */
const OFFICIAL = 'YatharthS/LinaCodec';

/**
 * Downloads a model, or goes on with a download that was broken off, and prints the folder with its files.
 * @param model `owner/name` or `owner/name@revision`; LINACODEC_MODEL or the official one when absent
 */
export async function fetchCommand(model: string | undefined, system: CliSystem): Promise<void> {
  const { env, interrupted } = system;
  const progress = createProgress(system);
  try {
    const fetching = system.fetchModel({
      model: model ?? (env.LINACODEC_MODEL || OFFICIAL),
      env,
      signal: interrupted,
      onProgress: (fetched) => reportFetch(progress, fetched),
    });
    const folder = await orInterrupted(fetching, interrupted);
    progress.clear();
    await writeText(`${folder}\n`, system);
  } finally {
    progress.clear();
  }
}
