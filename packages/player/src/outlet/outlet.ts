import type { PlayReport } from '../core/play-report.ts';

/** Where samples at the context's rate go to be heard. */
export interface Outlet {
  /** Takes `samples` over: they are not to be used afterwards. */
  push(samples: Float32Array<ArrayBuffer>): void;
  end(): void;
  pause(): void;
  resume(): void;
  stop(): void;
  /** Lets go of everything, at once. */
  close(): void;
}

export interface OutletOptions {
  /** Samples that may wait at once. */
  capacity: number;
  startMs: number;
  output: AudioNode;
  onReport: (report: PlayReport) => void;
}
