import { describe, expect, it } from 'vitest';
import { FAKE_CONFIG, FakeModels } from '../../test/stream/fake-models.ts';
import { codecLengths } from '../geometry/codec-lengths.ts';
import type { Reply, Request } from './protocol.ts';
import { serveJobs } from './serve-jobs.ts';

const VOICE = new Float32Array(128);

/** Serves requests and returns all replies, once the requests have been worked through. */
async function serve(requests: Request[], fake = new FakeModels()): Promise<Reply[]> {
  const replies: Reply[] = [];
  const post = serveJobs(fake.models, (reply) => replies.push(reply));
  for (const request of requests) post(request);
  // Fakes take no time but turns of the event loop.
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  return replies;
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
    const replies = await serve([open(4, mode), push(4, 30), end(4), ...Array.from({ length: 5 }, () => step(4))]);
    expect(replies).toHaveLength(5);
    expect(steps(replies).every(({ job }) => job === 4)).toBe(true);
    expect(steps(replies).at(-1)?.step.done).toBe(true);
    expect(lengthOf(replies)).toBe(codecLengths(FAKE_CONFIG, 30).samples);
  });

  it('answers nothing but steps', async () => {
    expect(await serve([open(1, 'progressive'), push(1, 9), end(1), close(1)])).toEqual([]);
  });

  it('hands the memory of the audio over instead of copying it', async () => {
    const transferred: ArrayBuffer[][] = [];
    const replies: Reply[] = [];
    const post = serveJobs(new FakeModels().models, (reply, transfer) => {
      replies.push(reply);
      transferred.push(transfer);
    });
    for (const request of [open(1, 'progressive'), step(1), push(1, 9), end(1), step(1)]) post(request);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
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

  it('works on one request at a time', async () => {
    const fake = new FakeModels();
    const gate = Promise.withResolvers<void>();
    const prenet = fake.prenet.bind(fake);
    fake.prenet = async (tokens) => {
      await gate.promise;
      return prenet(tokens);
    };
    const replies: Reply[] = [];
    const post = serveJobs(fake.models, (reply) => replies.push(reply));
    for (const request of [open(1, 'progressive'), push(1, 9), end(1), step(1), open(2, 'exact'), step(2)])
      post(request);
    await new Promise(setImmediate);
    expect(replies).toEqual([]);
    gate.resolve();
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect(steps(replies).map(({ job }) => job)).toEqual([1, 2]);
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
    expect(replies[0]).toEqual({ kind: 'failed', job: 1, message: 'Error: out of memory' });
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
