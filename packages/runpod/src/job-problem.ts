import { type EndpointHealth, type JobState, Problem } from '@voxlane/schema';
import { cleanErrorText } from './error-text.ts';
import type { TimeLimits } from './limits.ts';
import { saysOutOfMemory } from './says-out-of-memory.ts';

/** Pause (s) suggested to a client after a cold start took too long: workers go on starting meanwhile. */
const COLD_START_RETRY_S = 15;

/** How far a job has come: `making` is `running` where nothing comes before the whole clip. */
export type JobStage = 'queued' | 'running' | 'making' | 'speaking';

/** What ran out, by how far the job had come. */
export function lateProblem(stage: JobStage, limits: TimeLimits, hint = ''): Problem {
  switch (stage) {
    case 'queued':
      return new Problem(
        'cold_start_timeout',
        `No GPU worker took the job within ${limits.queueMs} ms (QUEUE_TIMEOUT_MS)${hint}`,
        {
          retryAfterSeconds: COLD_START_RETRY_S,
        },
      );
    case 'running':
      return new Problem(
        'first_audio_timeout',
        `A GPU worker took the job but gave no audio within ${limits.firstAudioMs} ms (TIMEOUT_MS)`,
      );
    case 'making':
      return new Problem(
        'first_audio_timeout',
        `The speech model gave no clip within ${limits.clipMs} ms (ITEM_TIMEOUT_MS)`,
      );
    case 'speaking':
      return new Problem('chunk_timeout', `No audio came for ${limits.chunkMs} ms (CHUNK_TIMEOUT_MS)`);
  }
}

/** What `/health` says about a job that nobody takes, as the end of a sentence. */
export function healthHint(health: EndpointHealth): string {
  const { workers, jobs } = health;
  const counts = (['ready', 'running', 'initializing', 'throttled', 'unhealthy'] as const)
    .filter((name) => workers[name] !== undefined)
    .map((name) => `${workers[name]} ${name}`);
  const queue = jobs.inQueue === undefined ? '' : `, ${jobs.inQueue} jobs in the queue`;
  return counts.length === 0 ? '' : `; the endpoint's workers: ${counts.join(', ')}${queue}`;
}

/** A job that ended badly, with what can be said of its error. */
export function failedProblem(state: JobState, error: unknown): Problem {
  const said = cleanErrorText(error);
  const because = said === '' ? '' : `: ${said}`;
  if (state === 'cancelled') return new Problem('upstream_failed', 'The job was cancelled at RunPod');
  if (state === 'timed_out') return new Problem('upstream_failed', `The job timed out at RunPod${because}`);
  if (saysOutOfMemory(said)) return new Problem('upstream_out_of_memory', `The speech model failed${because}`);
  return new Problem('upstream_failed', `The speech model failed${because === '' ? ' and gave no reason' : because}`);
}

/** Chunks were lost on the way; how many, where the handler counted them. */
export function gapProblem({ lost, total }: { lost: number; total: number | undefined }): Problem {
  const count = total === undefined || lost === 0 ? 'at least one chunk' : `${lost} of ${total} chunks`;
  return new Problem(
    'upstream_gap',
    `The upstream lost ${count}; RunPod drops chunks above about 1 MB, so shorter pieces or chunks may help`,
  );
}

/** The name of a field as handlers write it; anything else may carry what a client must not see. */
const PLAIN_NAME = /^[\w.-]{1,40}$/;
/** Most field names that a client is shown. */
const MAX_NAMES = 8;

/** The job is over and there was no audio in it. `fields`: names of what it yielded instead. */
export function noAudioProblem(fields: readonly string[]): Problem {
  const names = fields.filter((name) => PLAIN_NAME.test(name)).slice(0, MAX_NAMES);
  const other = names.length === 0 ? 'only fields of other names' : `only the fields ${names.join(', ')}`;
  const what = fields.length === 0 ? 'nothing' : other;
  return new Problem(
    'upstream_bad_reply',
    `The job ended without audio: it yielded ${what}. A handler must yield chunks with audio_chunk or tokens; a generator that is read as a whole needs return_aggregate_stream`,
    { retryable: false },
  );
}
