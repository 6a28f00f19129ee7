import type { EncodeSpeech } from '../core/speech/encode-speech.ts';
import { startThread, type Thread } from '../thread/start-thread.ts';

/** The built-in codec model's encoder. */
export interface NanoEncoder {
  encode: EncodeSpeech;
  /** Ends the thread; whoever still waits for tokens gets an error. */
  close(): Promise<void>;
}

/**
 * An encoder on a thread of its own, since a run of onnxruntime blocks the one it is called on: 2 to 3 ms a second of
 * speech. The thread starts, and loads its 6 MB model, when there is something to encode for the first time.
 */
export function createNanoEncoder(): NanoEncoder {
  let thread: Thread<Float32Array, number[]> | undefined;
  let closed = false;
  return {
    async encode(samples) {
      if (closed) throw new Error('the encoder is closed');
      thread ??= startThread(new URL('./nano-worker.ts', import.meta.url), 'encodes');
      return thread.call(samples);
    },
    async close() {
      closed = true;
      await thread?.close();
    },
  };
}
