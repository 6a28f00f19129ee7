import { flag, integer, list, number, object, objectWith, oneOf, type Read, type Reader, text } from '../reader.ts';
import { chunkNumbers, MAX_CHUNK } from './chunk-numbers.ts';
import { httpFault } from './http-fault.ts';
import { tokenFaultFields } from './token-faults.ts';

/** Longest time that a fault may ask for, in milliseconds: a day. */
const MAX_MS = 86_400_000;
const ms = number(0, MAX_MS);
const rate = integer(8_000, 192_000);

/** How fast the pretended GPU is. */
const paceFields = {
  /** Time that a worker takes to come up, in milliseconds. */
  coldStartMs: ms,
  /** Time to make one second of audio, in seconds. */
  realTimeFactor: number(0, 100),
  /** Time to make a chunk, in milliseconds, whatever its length; takes the place of `realTimeFactor`. */
  msPerChunk: ms,
  /** Length of the first chunk and of the others, in milliseconds of audio. */
  firstChunkMs: number(1, 600_000),
  chunkMs: number(1, 600_000),
  /** Time between the last message and the end of the handler, in milliseconds. */
  finishMs: ms,
} as const;
export const pace = object(paceFields);
/** A pace with every field said but `msPerChunk`, which is there only where it takes the place of the factor. */
export type Pace = Required<Omit<Read<typeof paceFields>, 'msPerChunk'>> & { msPerChunk?: number };

const end = objectWith(
  {
    /**
     * What ends the job. Three are FAILED with words of their own: `PLATFORM_TIMEOUT` (and `retries: 1`),
     * `OUT_OF_MEMORY`, and `CRASH`, which takes the worker with it.
     */
    status: oneOf('FAILED', 'CANCELLED', 'TIMED_OUT', 'PLATFORM_TIMEOUT', 'OUT_OF_MEMORY', 'CRASH'),
    /** After how many audio chunks. */
    afterChunks: integer(0, MAX_CHUNK),
    /** The text in `error` of a FAILED job. */
    error: text(0, 100_000),
    /** Wraps the text as the SDK does: JSON with error_type, error_traceback, hostname, worker_id. */
    traceback: flag,
  },
  'status',
);

const lb = objectWith(
  {
    /** What the load balancer or the worker behind it does. */
    fault: oneOf('hang', 'no-workers', 'error-500', 'cut', 'short', 'edge-524'),
    /** After how many messages, where the fault is one in the middle of a reply. */
    afterChunks: integer(0, MAX_CHUNK),
  },
  'fault',
);

const audioUrl = object({
  /** The address has run out already: 403 with XML. */
  expired: flag,
  /** The store answers only after this long, in milliseconds. */
  delayMs: ms,
  /** The file is this long, in bytes, whatever the audio. */
  bytes: integer(1, 1_073_741_824),
  /** The address names this origin in place of the emulator's. */
  origin: text(1, 300),
});

const fields = {
  /** How fast the GPU is for this job. */
  pace,
  /** Time in the queue before a worker may take the job, in milliseconds. */
  queueMs: ms,
  /** No worker ever takes the job. */
  stayQueued: flag,
  /** The word in place of IN_PROGRESS: RUNNING, or one that nobody knows. */
  activeStatus: text(1, 60),
  /** Whether the last messages come in one reply with COMPLETED, or COMPLETED comes alone afterwards. */
  lastChunk: oneOf('with-completed', 'separate'),
  /** COMPLETED shows this long before the last message does, in milliseconds. */
  lateLastChunkMs: ms,
  /** A held `/stream` is let go by an item only, not by the end of the job. */
  holdPastEnd: flag,
  /** Nothing shows before COMPLETED, then everything, cut to at least this many items. */
  burst: integer(1, 10_000),
  /** The job ends in another way than COMPLETED. */
  end,
  /** After this many audio chunks an error message comes in the stream, and then COMPLETED, as with old SDKs. */
  inBandErrorAfter: integer(0, MAX_CHUNK),
  /** COMPLETED without `output`. */
  noOutput: flag,
  /** What `output` is, of a job with one result: the list of it, the thing itself, or a part of it. */
  resultShape: oneOf('list', 'single', 'double-wrapped', 'url', 'file-url', 'bare-url', 'audio'),
  /** After this many audio chunks another worker starts over: numbers from 1, other sound, `retries: 1`. */
  restartAfter: integer(1, MAX_CHUNK),
  /** The finished job is forgotten after this long, in milliseconds. */
  retentionMs: ms,
  /** The new job is unknown to every operation for this long, in milliseconds. */
  notFoundMs: ms,

  /** How `/stream` wraps its items; `null` and `missing` show where the list would be empty. */
  streamShape: oneOf('wrapped', 'bare-array', 'unwrapped', 'double-wrapped', 'null', 'missing'),
  /** Audio chunks that vanish, come twice, or change places with the next; numbers from 1. */
  lose: chunkNumbers,
  duplicate: chunkNumbers,
  swap: chunkNumbers,
  /** How chunks count themselves. */
  numbering: oneOf('from-one', 'from-zero', 'none'),
  /** The message around the audio: the shapes that handlers in the field use. */
  shape: oneOf(
    'chunk',
    'segment',
    'wav-string',
    'array',
    'base64',
    'data-uri',
    'url',
    'audio-url',
    'audio-url-mp3',
    'tokens',
  ),
  /** The last message. */
  complete: oneOf('with-total', 'without-total', 'absent'),

  /** What the bytes are, where the label stays what was asked for. */
  encoding: oneOf('int16', 'float32', 'wav', 'stereo-wav', 'mp3', 'ogg'),
  /** Rates of the chunks in turn, in Hz, labelled honestly. */
  rates: list(rate, 100),
  /** The rate on the label, in Hz, whatever the audio's. */
  labelRate: rate,
  /** Chunks end in the middle of a sample. */
  oddSplit: flag,
  /** Audio chunks whose base64 is damaged. */
  badBase64: chunkNumbers,
  /** What is wrong with the files behind `audio-url` chunks. */
  audioUrl,

  ...tokenFaultFields,

  /** After `afterChunks` nothing comes for `ms`. */
  stall: objectWith({ afterChunks: integer(0, MAX_CHUNK), ms }, 'ms'),
  /** Calls that fail on the wire. */
  http: list(httpFault, 100),
  /** What goes wrong on a load-balancing endpoint. */
  lb,
  /** Bodies of load-balancing endpoints are written in pieces of this many bytes. */
  splitBytes: integer(1, 1_000_000),
  /** So many messages of a load-balancing body are written at once; `splitBytes` then cuts what is written. */
  joinMessages: integer(2, 1_000),
  /** Lines of NDJSON follow each other without a line break. */
  noLineBreaks: flag,
  /** How the reply of a plain backend carries the clip, and what is wrong with it. */
  clip: oneOf('wav', 'json', 'bad-base64', 'empty', 'cut'),
} as const;

/** How one job, or every job of an endpoint, misbehaves. Absent fields behave well. */
export type Faults = Read<typeof fields>;

const readFaults: Reader<Faults> = object(fields);

/** Reads faults from outside; throws a ReadError that names the field, its place and what it must be. */
export function parseFaults(value: unknown, path = 'faults'): Faults {
  return readFaults(value, path);
}

/** The names of all faults, for the documentation's test. */
export const FAULT_NAMES: readonly string[] = Object.keys(fields);
