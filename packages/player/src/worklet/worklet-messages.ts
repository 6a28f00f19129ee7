/** Name under which the processor is registered. */
export const PROCESSOR_NAME = 'voxlane-speech';

/** Options of the processor's node. */
export interface ProcessorOptions {
  capacity: number;
  startMs: number;
}

/** What the page tells the processor; it answers with a `PlayReport`. */
export type WorkletMessage =
  | { type: 'push'; samples: Float32Array }
  | { type: 'end' }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'stop' };
