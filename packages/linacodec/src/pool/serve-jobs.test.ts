import { describe, expect, it } from 'vitest';
import { FAKE_CONFIG, FakeModels } from '../../test/stream/fake-models.ts';
import { codecLengths } from '../geometry/codec-lengths.ts';
import type { Reply, Request } from './protocol.ts';
import { serveJobs } from './serve-jobs.ts';

const ignore = () => {};
const VOICE = new Float32Array(128);

/** Serves requests and returns all replies, once the requests have been worked through. */
async function serve(requests: Request[], fake = new FakeModels()): Promise<Reply[]> {
  const replies: Reply[] = [];
  const post = serveJobs(fake.models, (reply) => replies.push(reply), ignore);
  for (const request of requests) post(request);
  await settle();
  return replies;
}

/** Lets everything happen that can happen: fakes take no time but turns of the event loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

const open = (job: number, mode: 'exact' | 'progressive'): Request => ({ kind: 'open', job, mode });
const push = (job: number, count: number): Request => ({
  kind: 'push',
  job,
  tokens: new Int32Array(count),
  embedding: VOICE,
});
const end = (job: number): Request => ({ kind: 'end', job });
const step = (job: number): Request => ({ kind: 'step', job });
const close = (job: number): Request => ({ kind: 'close', job });

const steps = (replies: Reply[]) => replies.flatMap((reply) => (reply.kind === 'step' ? [reply] : []));
const lengthOf = (replies: Reply[]) => steps(replies).reduce((sum, reply) => sum + (reply.step.audio?.length ?? 0), 0);

describe('serveJobs', () => {
  it.each(['exact', 'progressive'] as const)('decodes in %s mode, a reply a step', async (mode) => {
    const replies: Reply[] = [];
    const post = serveJobs(new FakeModels().models, (reply) => replies.push(reply), ignore);
    for (const request of [open(4, mode), push(4, 90), end(4)]) post(request);
    let asked = 0;
    while (!steps(replies).at(-1)?.step.done && asked < 20) {
      post(step(4));
      await settle();
      expect(replies).toHaveLength(++asked);
    }
    expect(asked).toBeGreaterThan(1);
    expect(steps(replies).filter(({ job }) => job === 4)).toHaveLength(asked);
    expect(lengthOf(replies)).toBe(codecLengths(FAKE_CONFIG, 90).samples);
  });

  it('answers nothing but steps', async () => {
    expect(await serve([open(1, 'progressive'), push(1, 9), end(1), close(1)])).toEqual([]);
  });

  it('hands the memory of the audio over instead of copying it', async () => {
    const transferred: ArrayBuffer[][] = [];
    const replies: Reply[] = [];
    const keep = (reply: Reply, transfer: ArrayBuffer[]) => {
      replies.push(reply);
      transferred.push(transfer);
    };
    const post = serveJobs(new FakeModels().models, keep, ignore);
    for (const request of [open(1, 'progressive'), step(1)]) post(request);
    await settle();
    for (const request of [push(1, 9), end(1), step(1)]) post(request);
    await settle();
    expect(transferred).toEqual([[], [steps(replies)[1]?.step.audio?.buffer]]);
  });

  it('takes turns in the order of the requests', async () => {
    const replies = await serve([
      ...[open(1, 'exact'), push(1, 50), end(1), open(2, 'progressive'), push(2, 9), end(2)],
      ...[step(1), step(2), step(1), step(1)],
    ]);
    expect(steps(replies).map(({ job }) => job)).toEqual([1, 2, 1, 1]);
    expect(steps(replies)[1]?.step.done).toBe(true);
  });

  /** Two jobs with a step each, the first of which waits at a gate. */
  function atGate() {
    const fake = new FakeModels();
    const gate = Promise.withResolvers<void>();
    const prenet = fake.prenet.bind(fake);
    fake.prenet = async (tokens) => {
      await gate.promise;
      return prenet(tokens);
    };
    const replies: Reply[] = [];
    let left = false;
    const leave = () => {
      left = true;
    };
    const post = serveJobs(fake.models, (reply) => replies.push(reply), leave);
    for (const job of [1, 2]) for (const request of [open(job, 'progressive'), push(job, 9), end(job)]) post(request);
    for (const job of [1, 2]) post(step(job));
    return { fake, gate, post, jobs: () => steps(replies).map(({ job }) => job), hasLeft: () => left };
  }

  it('takes one step at a time', async () => {
    const { fake, gate, jobs } = atGate();
    await settle();
    expect([jobs(), fake.calls]).toEqual([[], []]);
    gate.resolve();
    await settle();
    expect(jobs()).toEqual([1, 2]);
  });

  it('does not take the step of a job that was closed while it waited', async () => {
    const { fake, gate, post, jobs } = atGate();
    await settle();
    post(close(2));
    gate.resolve();
    await settle();
    expect(jobs()).toEqual([1]);
    expect(fake.calls.filter(({ graph }) => graph === 'prenet')).toHaveLength(1);
  });

  it('does not answer the step of a job that was closed while it was taken', async () => {
    const { gate, post, jobs } = atGate();
    await settle();
    post(close(1));
    gate.resolve();
    await settle();
    expect(jobs()).toEqual([2]);
  });

  it('leaves when it is stopped, after the step that it is at and before any other', async () => {
    const { fake, gate, post, jobs, hasLeft } = atGate();
    await settle();
    post({ kind: 'stop' });
    await settle();
    expect(hasLeft()).toBe(false);
    gate.resolve();
    await settle();
    expect(hasLeft()).toBe(true);
    expect(jobs()).toEqual([]);
    expect(fake.calls.filter(({ graph }) => graph === 'prenet')).toHaveLength(1);
  });

  it('tells of a failed step, forgets its job, and goes on with the others', async () => {
    const fake = new FakeModels();
    fake.prenet = async (tokens) => {
      if (tokens.length === 7) throw new Error('out of memory');
      return FakeModels.prototype.prenet.call(fake, tokens);
    };
    const replies = await serve(
      [
        ...[open(1, 'progressive'), push(1, 7), end(1), open(2, 'progressive'), push(2, 9), end(2)],
        ...[step(1), step(2), step(1)],
      ],
      fake,
    );
    expect(replies[0]).toEqual({ kind: 'failed', job: 1, message: 'out of memory' });
    expect(steps(replies).map(({ job }) => job)).toEqual([2]);
  });

  it('tells of a job that cannot be opened', async () => {
    const replies = await serve([{ kind: 'open', job: 3, mode: 'progressive', totalTokens: 0 }, step(3)]);
    expect(replies).toEqual([{ kind: 'failed', job: 3, message: expect.stringContaining('number of tokens is 0') }]);
  });

  it('does no work for a job that was closed, nor for one that never was', async () => {
    const fake = new FakeModels();
    const replies = await serve(
      [open(1, 'progressive'), push(1, 30), end(1), close(1), step(1), step(9), end(9)],
      fake,
    );
    expect(replies).toEqual([]);
    expect(fake.calls).toEqual([]);
  });
});
