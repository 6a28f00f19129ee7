import { type Faults, type Pace, pace } from './faults/faults.ts';
import { flag, integer, number, object, oneOf, type Read, text } from './reader.ts';

const fields = {
  /** Queue (`/v2/{id}`), load balancing (`/lb/{id}`), or a server without RunPod around it (`/plain/{id}`). */
  kind: oneOf('queue', 'lb', 'plain'),
  /** Name of the handler that its workers run. */
  handler: text(1, 60),
  /** Most workers at a time; each runs one job. 0 leaves every job in the queue. */
  workers: integer(0, 1_000),
  /** What becomes of a job while every worker is at work: it waits, or fails at once for want of memory. */
  whenFull: oneOf('wait', 'out-of-memory'),
  /** How long a worker without work stays warm, in milliseconds. */
  idleTimeoutMs: number(0, 86_400_000),
  pace,
  /** Rate of the audio when the job does not ask for one, in Hz. */
  sampleRate: integer(8_000, 192_000),
  /** Whether the result holds everything that was yielded (`return_aggregate_stream`). */
  aggregate: flag,
  /** Suffix of job ids. */
  region: text(1, 10),
  /** Load balancing: how the reply carries audio when the request does not say. */
  response: oneOf('pcm', 'wav', 'ndjson', 'sse'),
  /** Plain: how the reply carries the clip when the request does not say. */
  clip: oneOf('wav', 'json'),
  /** Load balancing and plain: how long a request waits for a worker, in milliseconds. */
  waitLimitMs: number(0, 86_400_000),
  /** Whether calls beyond RunPod's rates get 429. */
  rateLimits: flag,
} as const;

type Given = Read<typeof fields>;

/** One endpoint as it is set up. */
export type EndpointConfig = Required<Omit<Given, 'pace'>> & { pace: Pace };
/** Any part of it. */
export type EndpointConfigPatch = Given;

/** Reads a part of an endpoint's configuration; throws a ReadError that says what was wrong. */
export const parseEndpointConfig = object(fields);

const DEFAULTS: EndpointConfig = {
  kind: 'queue',
  handler: 'vibevoice',
  workers: 3,
  whenFull: 'wait',
  // RunPod's own default of 5 s would show a cold start at every other try of a demonstration.
  idleTimeoutMs: 300_000,
  pace: { coldStartMs: 600, realTimeFactor: 0.4, firstChunkMs: 120, chunkMs: 250, finishMs: 20 },
  sampleRate: 48_000,
  aggregate: true,
  region: 'u1',
  response: 'pcm',
  clip: 'wav',
  waitLimitMs: 120_000,
  rateLimits: false,
};

/** `base` (the defaults when absent) with what `patch` says. */
export function mergeEndpointConfig(patch: EndpointConfigPatch, base: EndpointConfig = DEFAULTS): EndpointConfig {
  return { ...base, ...patch, pace: { ...base.pace, ...patch.pace } };
}

/** The pace of one job: the endpoint's, with what its faults say. */
export function paceOf(config: EndpointConfig, faults: Faults): Pace {
  return { ...config.pace, ...faults.pace };
}

/** Longer than any speech, in milliseconds: chunks of tokens end where a piece of the text ends. */
const WHOLE_PIECES = { firstChunkMs: 600_000, chunkMs: 600_000 };

/** A model that takes its time to load, in milliseconds: long enough to be seen, short enough for a demonstration. */
const SLOW_TO_LOAD = { coldStartMs: 1_500 };
/** A plain server keeps its model loaded, in milliseconds: a day is longer than any demonstration. */
const NEVER_IDLE_MS = 86_400_000;

/** Endpoints out of the box: each model behind a queue and behind a load balancer, but Qwen as a server of its own. */
export const DEFAULT_ENDPOINTS: Readonly<Record<string, EndpointConfigPatch>> = {
  vibevoice: { handler: 'vibevoice', sampleRate: 48_000 },
  chatterbox: { handler: 'chatterbox', sampleRate: 24_000 },
  echotts: { handler: 'echotts', pace: WHOLE_PIECES },
  qwen: { handler: 'qwen', sampleRate: 24_000, pace: SLOW_TO_LOAD },
  'vibevoice-lb': { kind: 'lb', handler: 'vibevoice', sampleRate: 48_000 },
  'chatterbox-lb': { kind: 'lb', handler: 'chatterbox', sampleRate: 24_000 },
  'echotts-lb': { kind: 'lb', handler: 'echotts', pace: WHOLE_PIECES, response: 'ndjson' },
  'qwen-http': {
    kind: 'plain',
    handler: 'qwen',
    sampleRate: 24_000,
    pace: SLOW_TO_LOAD,
    idleTimeoutMs: NEVER_IDLE_MS,
  },
};
