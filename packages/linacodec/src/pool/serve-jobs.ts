import type { DecoderModels } from '../session/decoder-models.ts';
import type { Engine } from '../stream/engine.ts';
import { ExactEngine } from '../stream/exact-engine.ts';
import { ProgressiveEngine } from '../stream/progressive-engine.ts';
import type { Reply, Request } from './protocol.ts';

/**
 * The work of one decode thread: requests in the order in which they come, one at a time. As every job has at most
 * one step asked for, jobs take turns.
 */
export function serveJobs(models: DecoderModels, reply: (reply: Reply, transfer: ArrayBuffer[]) => void) {
  const jobs = new Map<number, Engine>();
  let turn = Promise.resolve();
  return (request: Request): void => {
    turn = turn
      .then(() => answer(models, jobs, request))
      .then((answered) => answered && reply(answered, buffersOf(answered)))
      .catch((error: unknown) => {
        jobs.delete(request.job);
        reply({ kind: 'failed', job: request.job, message: String(error) }, []);
      });
  };
}

async function answer(models: DecoderModels, jobs: Map<number, Engine>, request: Request): Promise<Reply | undefined> {
  const { job } = request;
  if (request.kind === 'open') {
    const { totalTokens } = request;
    const options = totalTokens === undefined ? {} : { totalTokens };
    jobs.set(job, request.mode === 'exact' ? new ExactEngine(models) : new ProgressiveEngine(models, options));
    return undefined;
  }
  const engine = jobs.get(job);
  // Closed while requests were on their way, or failed before.
  if (engine === undefined) return undefined;
  if (request.kind === 'step') return { kind: 'step', job, step: await engine.step() };
  if (request.kind === 'push') engine.push(request.tokens, request.embedding);
  if (request.kind === 'end') engine.end();
  if (request.kind === 'close') jobs.delete(job);
  return undefined;
}

function buffersOf(reply: Reply): ArrayBuffer[] {
  return reply.kind === 'step' && reply.step.audio !== undefined ? [reply.step.audio.buffer] : [];
}
