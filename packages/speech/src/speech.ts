import type { Clock, TimeLimits } from '@voxlane/runpod';
import type { ServiceId } from '@voxlane/schema';
import type { CircuitBreaker } from './circuit-breaker.ts';
import type { ServiceConfigs } from './service-config.ts';
import type { TokenDecoder } from './token-decoder.ts';
import type { UpstreamLimits } from './upstream-limits.ts';

/** What is to be spoken, parsed and with its service decided. */
export interface SpeechOrder {
  service: ServiceId;
  text: string;
  /** A name of the service's voice map; its default voice when undefined. */
  voice: string | undefined;
  /** Output rate in Hz; undefined: the rate at which the model speaks. */
  sampleRate: number | undefined;
  /** How fast, 1 as the voice speaks: by the service where it can, else by stretching time. */
  speed?: number;
  /** How high, 0.5 to 2, 1 as the voice speaks: by the service where it can, else by us. */
  pitch?: number;
  /** False has the text spoken by one job as a whole. */
  pieces?: boolean;
  /** Generation options as the client sent them; the template says which pass through. */
  options: Readonly<Record<string, unknown>>;
  /** Where finished speech is kept: `renew` has it spoken anew and kept in place of what was; else it is used. */
  cache?: 'use' | 'renew';
}

/** The world around one request. */
export interface SpeechContext {
  services: ServiceConfigs;
  limits: TimeLimits;
  /** How many pieces are requested ahead of the one that plays. */
  lookAhead: number;
  /** Attempts a service gets before the first audio, the first one included. */
  attempts: number;
  /** Spares services that keep failing. */
  breaker?: CircuitBreaker;
  /** Bounds the jobs at work at each upstream, over all requests; without it, over this one alone. */
  upstreamLimits?: Pick<UpstreamLimits, 'slot'>;
  /** Makes sound of codec tokens; without one a job that yields tokens is refused. */
  tokenDecoder?: TokenDecoder;
  /** True leaves a job queued that no worker took in time, so that a worker wakes up for whoever asks next. */
  keepsColdJobs?: boolean;
  /** The request's id, which goes along to a sidecar, so that both logs name the same. */
  requestId?: string;
  fetch: typeof fetch;
  clock: Clock;
  /** Uniform in [0, 1), for the jitter of retries. */
  random: () => number;
  /** Aborts when the listener leaves. */
  signal: AbortSignal;
  /** Keeps the process alive for work that outlives the response, such as a cancel. */
  defer: (work: Promise<unknown>) => void;
  /** Given the report as soon as there is one, so that it can be read also when no speech comes of it. */
  onReport?: (report: SpeechReport) => void;
}

/** Where a piece of the text begins in the audio. */
export interface PieceMark {
  /** UTF-16 units of the order's text: from, and up to but not including. */
  start: number;
  end: number;
  /** The first sample of the piece, at the output rate. */
  sample: number;
}

/** What is known about a request, filled in while it runs; the log line and `Server-Timing` read it. */
export interface SpeechReport {
  /** The service that speaks: the fallback's id after a fallback. */
  service: ServiceId;
  voice: string;
  /** UTF-16 units of text. */
  characters: number;
  pieces: number;
  /** Jobs started, retries and look-ahead included. */
  jobs: string[];
  /** Milliseconds from the order to the first job's leaving the queue, to its first chunk, and to its first audio. */
  queueMs: number | undefined;
  firstChunkMs: number | undefined;
  firstAudioMs: number | undefined;
  /** Stages that a sidecar took on the way to its first audio, in milliseconds by name; empty without one. */
  sidecarMs: Readonly<Record<string, number>>;
  /** Samples handed out so far, at the output rate. */
  samples: number;
  /** Where pieces of the text begin in what was handed out so far, in order; empty where nobody here cut the text. */
  marks: PieceMark[];
  /** Option names that the service does not take. */
  ignored: string[];
  /** Whether it was spoken before and kept; left out where nothing is kept. */
  cache?: 'hit' | 'miss';
}

/** Speech whose first audio is in hand. */
export interface Speech {
  report: SpeechReport;
  /** In Hz: the order's, else the one at which the model speaks. */
  sampleRate: number;
  /**
   * Mono float samples in [-1, 1] at `sampleRate`, in order, made while they are read: reading slower makes the
   * upstream wait. Throws a Problem when it breaks. Leaving it early (`return()`) cancels every unfinished job.
   */
  audio: AsyncGenerator<Float32Array, void, undefined>;
}
