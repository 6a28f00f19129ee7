import type { DecoderModels } from '../session/decoder-models.ts';
import type { Engine } from '../stream/engine.ts';
import { ExactEngine } from '../stream/exact-engine.ts';
import { ProgressiveEngine } from '../stream/progressive-engine.ts';
import type { Reply, Request, Stop } from './protocol.ts';

type Answer = (reply: Reply, transfer: ArrayBuffer[]) => void;

/**
 * The work of one decode thread. Steps are taken one at a time, in the order in which they are asked for; as every job
 * has at most one asked for, jobs take turns. All else takes effect at once, so that a job that was closed does not
 * take the step that it still waits for.
 * @param leave ends the thread
 */
export function serveJobs(models: DecoderModels, reply: Answer, leave: () => void) {
  const jobs = new Map<number, Engine>();
  let turn = Promise.resolve();
  const guarded = async (job: number, work: () => void | Promise<void>) => {
    try {
      await work();
    } catch (error) {
      jobs.delete(job);
      reply({ kind: 'failed', job, message: error instanceof Error ? error.message : String(error) }, []);
    }
  };
  return (request: Request | Stop): void => {
    if (request.kind === 'stop') {
      jobs.clear();
      turn = turn.then(leave);
    } else if (request.kind === 'step') {
      turn = turn.then(() => guarded(request.job, () => takeStep(jobs, request.job, reply)));
    } else {
      guarded(request.job, () => apply(models, jobs, request));
    }
  };
}

async function takeStep(jobs: ReadonlyMap<number, Engine>, job: number, reply: Answer): Promise<void> {
  const engine = jobs.get(job);
  // Closed since, or failed before.
  if (engine === undefined) return;
  const step = await engine.step();
  if (jobs.has(job)) reply({ kind: 'step', job, step }, step.audio === undefined ? [] : [step.audio.buffer]);
}

function apply(models: DecoderModels, jobs: Map<number, Engine>, request: Exclude<Request, { kind: 'step' }>): void {
  const { job } = request;
  if (request.kind === 'open') {
    const { totalTokens } = request;
    const options = totalTokens === undefined ? {} : { totalTokens };
    jobs.set(job, request.mode === 'exact' ? new ExactEngine(models) : new ProgressiveEngine(models, options));
  } else if (request.kind === 'push') jobs.get(job)?.push(request.tokens, request.embedding);
  else if (request.kind === 'end') jobs.get(job)?.end();
  else jobs.delete(job);
}
