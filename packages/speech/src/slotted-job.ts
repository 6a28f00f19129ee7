import type { AudioPayload } from '@voxlane/runpod';
import { openJob, type PieceSetting } from './open-job.ts';

/**
 * Has one piece of text spoken as {@link openJob} does, once the upstream has a place for one more job.
 *
 * The place is held while the job is at work, which a job that yields a whole clip no longer is once the clip begins to
 * arrive. However this is left, the place is given back.
 */
export async function* slottedJob(
  text: string,
  setting: PieceSetting,
  signal: AbortSignal,
): AsyncGenerator<AudioPayload, void, undefined> {
  const { service, upstreamLimits, onPlace } = setting;
  const slot = await upstreamLimits.slot(service, signal);
  try {
    onPlace?.();
    for await (const payload of openJob(text, setting, signal)) {
      if (service.template.wholeClips) slot.release();
      yield payload;
    }
  } catch (error) {
    slot.failed(error);
    throw error;
  } finally {
    slot.release();
  }
}
