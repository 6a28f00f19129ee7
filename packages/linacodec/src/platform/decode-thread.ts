import type { DecodeThread, Reply, Stop, ThreadSetup } from '../pool/protocol.ts';
import { Worker } from './node.ts';

/**
 * Arrays of frames lie outside the heap and go when the small objects that hold them do. With a small nursery that is
 * soon; with the default one a long stream holds a hundred MB of dead frames.
 */
const YOUNG_GENERATION_MB = 1;

const STOP: Stop = { kind: 'stop' };

/**
 * Starts a decode thread; it is ready once it says so, and keeps the process alive until it is stopped. It is never
 * terminated from outside: ending a thread in the middle of native code ends the whole process.
 */
export function startDecodeThread(setup: ThreadSetup): DecodeThread {
  const worker = new Worker(new URL('../pool/decode-worker.ts', import.meta.url), {
    workerData: setup,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  let reason = 'it stopped';
  worker.on('error', (error) => {
    reason = error.message;
  });
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return {
    post: (request) => worker.postMessage(request),
    onReply: (listener) => worker.on('message', (reply: Reply) => listener(reply)),
    onEnd: (listener) => void gone.then(() => listener(reason)),
    stop() {
      worker.postMessage(STOP);
      return gone;
    },
  };
}
