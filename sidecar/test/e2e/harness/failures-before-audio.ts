import type { Faults } from '@voxlane/emulator';

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
}

type Case = [Faults, Expected];

const run = (fault: NonNullable<Faults['http']>[number]): Faults => ({ http: [{ op: 'run', times: 99, ...fault }] });

/** Tokens that cannot be decoded: another try would give the same. */
const badAudio = (faults: Faults, says: RegExp): Case => [
  faults,
  { status: 502, code: 'upstream_bad_audio', says, jobs: 1 },
];
const failed = (faults: Faults, says: RegExp, code = 'upstream_failed'): Case => [
  faults,
  { status: 502, code, says, jobs: 2 },
];

/** Faults of the queue API, by the text that meets them. */
export const QUEUE_CASES: Record<string, Case> = {
  'Tokens that are too large': badAudio({ badTokens: { kind: 'too-large' } }, /is 12800; .* from 0 to 12799/),
  'Tokens below zero': badAudio({ badTokens: { kind: 'negative' } }, /is -1; a token is a whole number/),
  'Tokens that are no whole numbers': badAudio({ badTokens: { kind: 'fraction' } }, /is 0\.5; a token is/),
  'Tokens that are words': badAudio({ badTokens: { kind: 'string' } }, /is "7"; a token is/),
  'Tokens that are nothing': badAudio({ badTokens: { kind: 'null' } }, /is null; a token is/),
  'No tokens where some are counted': badAudio({ badTokens: { kind: 'empty' } }, /but there are 0 tokens/),
  'An embedding that is too short': badAudio({ badEmbedding: { kind: 'short' } }, /holds 127 values; .* has 128/),
  'An embedding with a hole in it': badAudio({ badEmbedding: { kind: 'null' } }, /embedding\[\d+\] is null/),
  'Nobody whose voice it could be': badAudio({ badEmbedding: { kind: 'absent' } }, /has no embedding/),
  'A field of tokens that is missing': badAudio({ omit: { fields: ['tokens'] } }, /tokens is missing/),
  'A field of the speaker that is missing': badAudio({ omit: { fields: ['embedding'] } }, /has no embedding/),
  'More tokens counted than there are': badAudio({ wrongCount: { by: 3 } }, /some may have been lost/),
  'Fewer tokens counted than there are': badAudio({ wrongCount: { by: -1 } }, /num_tokens is \d+, but there are/),
  'A job that fails at once': failed({ end: { status: 'FAILED' } }, /CUDA error/),
  'A job that was cancelled by somebody else': failed({ end: { status: 'CANCELLED' } }, /was cancelled at RunPod/),
  'A job that times out': failed({ end: { status: 'TIMED_OUT' } }, /timed out at RunPod/),
  'An error in the stream in place of tokens': failed(
    { inBandErrorAfter: 0 },
    /ran out of memory/,
    'upstream_out_of_memory',
  ),
  'A job that ends without a result': [
    { noOutput: true, lose: [1], complete: 'absent' },
    { status: 502, code: 'upstream_bad_reply', says: /ended without audio/, jobs: 1 },
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
  'A worker that makes no tokens': [
    { stall: { ms: 60_000 } },
    { status: 504, code: 'first_audio_timeout', says: /1500 ms \(TIMEOUT_MS\)/, jobs: 1, cancelled: 1 },
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
  'A submit that is never answered': [
    run({ reply: 'hang' }),
    { status: 504, code: 'connect_timeout', says: /1500 ms \(TIMEOUT_MS\)/, jobs: 0 },
  ],
};

/** Faults of a load-balancing endpoint, by the text that meets them. */
export const LB_CASES: Record<string, Case> = {
  'No worker behind the balancer': [
    { lb: { fault: 'no-workers' } },
    { status: 503, code: 'cold_start_timeout', says: /no workers available/, jobs: 0, retryAfter: '15' },
  ],
  'A worker that fails': [
    { lb: { fault: 'error-500' } },
    { status: 502, code: 'upstream_unreachable', says: /answered 500/, jobs: 0 },
  ],
  'A balancer that gives up': [
    { lb: { fault: 'edge-524' } },
    { status: 502, code: 'upstream_unreachable', says: /answered 524: an HTML page/, jobs: 0 },
  ],
  'A balancer that never answers': [
    { lb: { fault: 'hang' } },
    { status: 503, code: 'cold_start_timeout', says: /QUEUE_TIMEOUT_MS/, jobs: 0, retryAfter: '15' },
  ],
  'Balanced tokens that are too large': badAudio({ badTokens: { kind: 'too-large' } }, /is 12800/),
};
