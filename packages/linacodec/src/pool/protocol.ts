import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import type { Step } from '../stream/engine.ts';

/** How a thread is set up. */
export interface ThreadSetup {
  /** Folder with the built models. */
  models: string;
  config: DecoderConfig;
  /** Threads that one run of a graph works with. */
  threads: number;
}

/** What is asked of a decode thread. `job` is chosen by the asker. */
export type Request =
  | { kind: 'open'; job: number; mode: 'exact' | 'progressive'; totalTokens?: number }
  | { kind: 'push'; job: number; tokens: Int32Array; embedding?: Float32Array }
  | { kind: 'end'; job: number }
  | { kind: 'step'; job: number }
  | { kind: 'close'; job: number };

/** Ends the thread after the step that it is at. */
export interface Stop {
  kind: 'stop';
}

/** The thread says `ready` once its models are loaded; after that it answers each `step`, and each request that fails. */
export type Reply =
  | { kind: 'ready' }
  | { kind: 'step'; job: number; step: Step }
  | { kind: 'failed'; job: number | undefined; message: string };

/** One decode thread as the pool sees it. */
export interface DecodeThread {
  post(request: Request): void;
  /** Called for each reply. */
  onReply(listener: (reply: Reply) => void): void;
  /** Called once, when the thread has ended for whatever reason. */
  onEnd(listener: (reason: string) => void): void;
  /** Ends the thread; resolves when it is gone, after the step that it is at. */
  stop(): Promise<void>;
}
