import type { AudioFileDeps } from './audio-file.ts';
import type { Clock } from './clock.ts';
import type { JobObserver } from './job-observer.ts';
import type { TimeLimits } from './limits.ts';
import type { QueueClient } from './queue-client.ts';
import type { Defer } from './submit-job.ts';

/** What a job on RunPod's queue needs from the world, and how its losses are to be taken. */
export interface JobRunDeps {
  client: QueueClient;
  clock: Clock;
  limits: TimeLimits;
  /** What a chunk that never came becomes: an error, a hole in the audio, or nothing. */
  onGap: 'error' | 'silence' | 'skip';
  /** True leaves a job in the queue that no worker took in time, where none is up and no other job waits for one. */
  keepsColdJobs?: boolean | undefined;
  /** True for a model that yields one whole clip, perhaps as a mere result: it has `clipMs` for it. */
  wholeClips?: boolean | undefined;
  files: AudioFileDeps;
  observer: JobObserver;
  defer: Defer;
}
