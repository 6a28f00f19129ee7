import type { AudioFileDeps } from './audio-file.ts';
import type { AudioPayload } from './audio-payload.ts';
import type { JobObserver } from './job-observer.ts';
import type { LbDeps } from './lb-open.ts';

/** What a run at a load-balancing endpoint needs from the world, and how its audio is to be understood. */
export interface LbRunDeps extends LbDeps {
  files: AudioFileDeps;
  observer: JobObserver;
  onGap: 'error' | 'silence' | 'skip';
  /** What raw samples are; `auto` believes the content type. */
  encoding: 'auto' | 'int16' | 'float32';
  /** Overrules the rate that a raw body declares, in Hz. */
  sampleRate: number | undefined;
  /** Rate in Hz of a raw body that does not declare its own; undefined makes such a body an error. */
  assumedSampleRate: number | undefined;
}

/** A body being read: fed by hand, piece by piece, in the order of its bytes. */
export interface LbBodyReader {
  push(bytes: Uint8Array): AsyncIterable<AudioPayload> | Iterable<AudioPayload>;
  /** The body has ended. @throws Problem when it ended too early. */
  end(): AsyncIterable<AudioPayload> | Iterable<AudioPayload>;
  /** True when nothing that follows is of interest. */
  readonly over: boolean;
}
