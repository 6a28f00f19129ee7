import { Problem } from '@voxlane/schema';
import type { JobReader } from './job-reader.ts';

/** More chunks than any job makes in RunPod's five minutes; a reply that never runs dry is no speech. */
const MAX_CHUNKS = 20_000;

/** Throws for what no further reply can mend. @throws Problem `upstream_restarted`, `_bad_reply` or `_bad_audio`. */
export function refuseJob(reader: Pick<JobReader, 'restarted' | 'given' | 'mixed'>): void {
  if (reader.restarted) {
    throw new Problem('upstream_restarted', 'The job was run a second time after part of its audio had been sent');
  }
  if (reader.given > MAX_CHUNKS) {
    throw new Problem('upstream_bad_reply', `The job yielded more than ${MAX_CHUNKS} chunks and did not end`, {
      retryable: false,
    });
  }
  if (reader.mixed) {
    throw new Problem(
      'upstream_bad_audio',
      'The job yields audio and LinaCodec tokens; it must yield one of them: set its output_format',
    );
  }
}
