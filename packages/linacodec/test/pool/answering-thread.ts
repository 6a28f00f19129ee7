import type { Request } from '../../src/pool/protocol.ts';
import type { Step } from '../../src/stream/engine.ts';
import { FakeThread, HUNGRY } from './fake-thread.ts';

/**
 * A fake thread that answers steps by itself, one request at a time: every token becomes one step with that one number
 * as its audio. A job that was closed is not answered.
 */
export class AnsweringThread extends FakeThread {
  /** Jobs in the order in which their steps were taken. */
  readonly turns: number[] = [];
  readonly #jobs = new Map<number, { tokens: number[]; ended: boolean }>();
  #turn = Promise.resolve();

  override post(request: Request): void {
    super.post(request);
    this.#turn = this.#turn.then(() => this.#serve(request));
  }

  #serve(request: Request): void {
    if (request.kind === 'open') this.#jobs.set(request.job, { tokens: [], ended: false });
    const job = this.#jobs.get(request.job);
    if (job === undefined) return;
    if (request.kind === 'push') job.tokens.push(...request.tokens);
    if (request.kind === 'end') job.ended = true;
    if (request.kind === 'close') this.#jobs.delete(request.job);
    if (request.kind !== 'step') return;
    this.turns.push(request.job);
    this.answer(request.job, stepOf(job));
  }
}

function stepOf({ tokens, ended }: { tokens: number[]; ended: boolean }): Step {
  const token = tokens.shift();
  if (token === undefined) return ended ? { hungry: false, done: true } : HUNGRY;
  return { audio: Float32Array.of(token), hungry: false, done: ended && tokens.length === 0 };
}
