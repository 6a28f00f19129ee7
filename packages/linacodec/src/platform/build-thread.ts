import { CheckpointError, type CheckpointFault } from '../checkpoint/checkpoint-error.ts';
import type { BuildReply, BuildSetup, BuiltFrom } from '../pool/build-protocol.ts';
import { Worker } from './node.ts';

/**
 * Builds a checkpoint's models on a thread of its own, as it takes seconds of one core. Throws the CheckpointError of
 * a checkpoint that cannot be used, and an Error for anything else that ends the thread.
 */
export function buildInThread(setup: BuildSetup): Promise<BuiltFrom> {
  const worker = new Worker(new URL('../pool/build-worker.ts', import.meta.url), { workerData: setup });
  return new Promise((resolve, reject) => {
    worker.on('message', (reply: BuildReply) => {
      if ('built' in reply) resolve(reply.built);
      else reject(new CheckpointError(reply.fault satisfies CheckpointFault));
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the thread that builds the models ended early')));
  });
}
