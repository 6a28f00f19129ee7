import type { DecodeThread, Reply, ThreadSetup } from '../pool/protocol.ts';
import { Worker } from './node.ts';

/** Starts a decode thread; it is ready once it says so, and keeps the process alive until it is terminated. */
export function startDecodeThread(setup: ThreadSetup): DecodeThread {
  const worker = new Worker(new URL('../pool/decode-worker.ts', import.meta.url), { workerData: setup });
  return {
    post: (request) => worker.postMessage(request),
    onReply: (listener) => worker.on('message', (reply: Reply) => listener(reply)),
    onEnd(listener) {
      let reason = 'the decode thread ended';
      worker.on('error', (error) => {
        reason = error.message;
      });
      worker.once('exit', () => listener(reason));
    },
    terminate: async () => void (await worker.terminate()),
  };
}
