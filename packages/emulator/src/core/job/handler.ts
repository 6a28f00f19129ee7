import type { Clock } from '../clock.ts';
import type { Pace } from '../faults/faults.ts';
import type { FileKind } from '../http/file-store.ts';
import type { EncodeSpeech } from '../speech/encode-speech.ts';
import type { Synthesize } from '../speech/synthesize.ts';

/** What a handler may use. */
export interface HandlerContext {
  clock: Clock;
  /** Aborts when the job is cancelled, timed out or deleted. */
  signal: AbortSignal;
  synthesize: Synthesize;
  encode: EncodeSpeech;
  /** Leaves a file where a client can fetch it for an hour, and gives its address. */
  store(bytes: Uint8Array, kind: FileKind): string;
  /** How fast the GPU is to seem. */
  pace: Pace;
  /** Rate of the audio when the input does not ask for one, in Hz. */
  sampleRate: number;
  /** 0 at first, 1 when the platform runs the job again: the same text then sounds different. */
  attempt: number;
}

/**
 * A worker's code: an input in, messages out as they are made, or one result in the end. A yielded or returned
 * `{error}` or an exception fails the job.
 */
export type Handler = (
  input: Readonly<Record<string, unknown>>,
  context: HandlerContext,
) => AsyncIterable<unknown> | Promise<unknown>;

/** The input is not what the handler takes; the message becomes the job's `error` as it is. */
export class HandlerError extends Error {
  override name: string = 'HandlerError';
  /** The field of the input that is wrong, where it is a single one. */
  readonly field: string | undefined;

  constructor(message: string, field?: string) {
    super(message);
    this.field = field;
  }
}
