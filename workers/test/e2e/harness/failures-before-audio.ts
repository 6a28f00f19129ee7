import type { Faults } from '@voxlane/emulator';

/** Text in which the emulator's tones are JSON in place of sound. */
export const SOUNDS_LIKE_JSON = 'This sounds like JSON';

/** Every chunk that a short text can have. */
const ALL = Array.from({ length: 60 }, (_, i) => i + 1);

/** What a listener gets, and what became of the jobs. */
export interface Expected {
  status: number;
  code: string;
  /** What the sentence names. */
  says: RegExp;
  /** Jobs that were made; 2 where a second attempt is right. */
  jobs: number;
  /** Jobs that had to be cancelled, where that does not depend on who is quicker. */
  cancelled?: number;
  retryAfter?: string;
  /** Asked of the edge that lets a job wait in the queue. */
  patient?: boolean;
}

const run = (fault: NonNullable<Faults['http']>[number]): Faults => ({ http: [{ op: 'run', times: 99, ...fault }] });
const always = (fault: NonNullable<Faults['http']>[number]): Faults => ({ http: [{ times: 99, ...fault }] });

/** Faults of the queue API, by the text that meets them. */
export const QUEUE_CASES: Record<string, [Faults, Expected]> = {
  'A job that fails at once': [
    { end: { status: 'FAILED' } },
    { status: 502, code: 'upstream_failed', says: /CUDA error/, jobs: 2 },
  ],
  'A job that was cancelled by somebody else': [
    { end: { status: 'CANCELLED' } },
    { status: 502, code: 'upstream_failed', says: /was cancelled at RunPod/, jobs: 2 },
  ],
  'A job that times out': [
    { end: { status: 'TIMED_OUT' } },
    { status: 502, code: 'upstream_failed', says: /timed out at RunPod/, jobs: 2 },
  ],
  'A job that the platform gives up': [
    { end: { status: 'PLATFORM_TIMEOUT' } },
    { status: 502, code: 'upstream_failed', says: /timed out after 1 retries/, jobs: 2 },
  ],
  'An error in the stream in place of audio': [
    { inBandErrorAfter: 0 },
    { status: 502, code: 'upstream_out_of_memory', says: /ran out of memory/, jobs: 2 },
  ],
  'A key that is refused': [
    run({ status: 401 }),
    { status: 502, code: 'upstream_unauthorized', says: /RUNPOD_API_KEY/, jobs: 0 },
  ],
  'An endpoint that is gone': [
    run({ status: 404 }),
    { status: 502, code: 'upstream_not_found', says: /check the endpoint/, jobs: 0 },
  ],
  'A rate limit': [
    run({ status: 429, retryAfter: 7 }),
    { status: 429, code: 'upstream_rate_limited', says: /rate or queue limit/, jobs: 0, retryAfter: '7' },
  ],
  'A submit that fails inside the platform': [
    run({ status: 500 }),
    { status: 502, code: 'upstream_unreachable', says: /answered 500/, jobs: 0 },
  ],
  'A submit that fails when the job is made': [
    run({ status: 500, when: 'after' }),
    { status: 502, code: 'upstream_unreachable', says: /answered 500/, jobs: 1 },
  ],
  'A page of HTML for an answer': [
    run({ status: 502, when: 'after' }),
    { status: 502, code: 'upstream_unreachable', says: /answered 502: an HTML page/, jobs: 1 },
  ],
  'A connection that breaks behind the submit': [
    run({ reply: 'reset', when: 'after' }),
    { status: 502, code: 'upstream_ambiguous', says: /broke while a job was being submitted/, jobs: 1 },
  ],
  'A submit that is answered with no JSON': [
    run({ reply: 'not-json', when: 'after' }),
    { status: 502, code: 'upstream_ambiguous', says: /job was being submitted/, jobs: 1 },
  ],
  'A submit that is never answered': [
    run({ reply: 'hang' }),
    { status: 504, code: 'connect_timeout', says: /1500 ms \(TIMEOUT_MS\)/, jobs: 0 },
  ],
  'A submit without an end to its answer': [
    run({ reply: 'huge', when: 'after' }),
    { status: 502, code: 'upstream_ambiguous', says: /job was being submitted/, jobs: 1 },
  ],
  'A queue that does not move': [
    { stayQueued: true },
    {
      status: 503,
      code: 'cold_start_timeout',
      says: /1500 ms \(QUEUE_TIMEOUT_MS\); the endpoint's workers: /,
      jobs: 1,
      cancelled: 1,
      retryAfter: '15',
    },
  ],
  'A worker that makes no audio': [
    { stall: { ms: 60_000 } },
    { status: 504, code: 'first_audio_timeout', says: /1500 ms \(TIMEOUT_MS\)/, jobs: 1, cancelled: 1 },
  ],
  'A stream that is not JSON': [
    always({ op: 'stream', reply: 'not-json' }),
    { patient: true, status: 502, code: 'upstream_bad_reply', says: /not JSON/, jobs: 2, cancelled: 2 },
  ],
  'A stream without an end to its answer': [
    always({ op: 'stream', reply: 'huge' }),
    { status: 502, code: 'upstream_bad_reply', says: /larger than \d+ bytes/, jobs: 1, cancelled: 1 },
  ],
  'MP3 in place of PCM': [
    { encoding: 'mp3' },
    { status: 502, code: 'upstream_bad_audio', says: /mp3/i, jobs: 1, cancelled: 1 },
  ],
  'OGG in place of PCM': [
    { encoding: 'ogg' },
    { status: 502, code: 'upstream_bad_audio', says: /ogg/i, jobs: 1, cancelled: 1 },
  ],
  'Tokens in place of audio': [
    { shape: 'tokens' },
    { status: 502, code: 'upstream_bad_audio', says: /LinaCodec tokens/, jobs: 1, cancelled: 1 },
  ],
  'Damaged base64': [
    { badBase64: ALL },
    { status: 502, code: 'upstream_bad_audio', says: /not valid base64/, jobs: 1, cancelled: 1 },
  ],
  [SOUNDS_LIKE_JSON]: [{}, { status: 502, code: 'upstream_bad_audio', says: /json/i, jobs: 1, cancelled: 1 }],
  'A file on a host that nobody listed': [
    { shape: 'audio-url', audioUrl: { origin: 'https://files.example' } },
    { status: 502, code: 'upstream_bad_audio', says: /audioHosts/, jobs: 1, cancelled: 1 },
  ],
  'A job that completes without output': [
    { noOutput: true, lose: ALL, complete: 'absent' },
    { status: 502, code: 'upstream_bad_reply', says: /without audio/, jobs: 1 },
  ],
};

/** Faults of a load-balancing endpoint, by the text that meets them. */
export const LB_CASES: Record<string, [NonNullable<Faults['lb']>, Omit<Expected, 'jobs'>]> = {
  'No worker behind the balancer': [
    { fault: 'no-workers' },
    { status: 503, code: 'cold_start_timeout', says: /no workers available/, retryAfter: '15' },
  ],
  'A worker that fails': [{ fault: 'error-500' }, { status: 502, code: 'upstream_unreachable', says: /answered 500/ }],
  'A balancer that gives up': [
    { fault: 'edge-524' },
    { status: 502, code: 'upstream_unreachable', says: /answered 524: an HTML page/ },
  ],
  'A balancer that never answers': [
    { fault: 'hang' },
    { status: 503, code: 'cold_start_timeout', says: /QUEUE_TIMEOUT_MS/, retryAfter: '15' },
  ],
};
