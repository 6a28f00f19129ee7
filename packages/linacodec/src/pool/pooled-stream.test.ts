import { describe, expect, it } from 'vitest';
import { answering, piece, samplesOf, settle, voiced } from '../../test/pool/decoder-on-fakes.ts';
import { FakeSource } from '../../test/pool/fake-source.ts';

describe('stream', () => {
  it('gives the audio of all pieces in order, from any kind of iterable', async () => {
    const pieces = [piece(), voiced(1, 2), piece(), piece(3), voiced(4)];
    for (const source of [pieces, new FakeSource(pieces)]) {
      const { decoder, pool, thread } = answering();
      expect(await samplesOf(decoder.stream(source, { totalTokens: 4 }))).toEqual([1, 2, 3, 4]);
      expect(pool.load).toBe(0);
      expect(thread.requests[0]).toEqual({ kind: 'open', job: 0, mode: 'progressive', totalTokens: 4 });
    }
  });

  it('gives nothing of nothing', async () => {
    const { decoder, pool } = answering();
    expect(await samplesOf(decoder.stream([]))).toEqual([]);
    expect(await samplesOf(decoder.stream([voiced()]))).toEqual([]);
    expect(pool.load).toBe(0);
  });

  it('opens no job before it is read', () => {
    const { decoder, thread } = answering();
    decoder.stream(new FakeSource([voiced(1)]));
    expect(thread.requests).toEqual([]);
  });

  it('asks the source for more only when the decoder is hungry, and for nothing while nobody reads', async () => {
    const { decoder, thread } = answering();
    const source = new FakeSource([voiced(1, 2), piece(3), piece(4)]);
    const audio = decoder.stream(source);
    await settle();
    expect(source.pulled).toBe(0);
    for (const [sample, pulled, steps] of [
      [1, 1, 1],
      [2, 1, 2],
      [3, 2, 4],
    ] as const) {
      expect((await audio.next()).value).toEqual(Float32Array.of(sample));
      await settle();
      expect([source.pulled, thread.turns.length]).toEqual([pulled, steps]);
    }
    await audio.return();
  });

  it('has one step under way at most', async () => {
    const { decoder, thread } = answering();
    let waiting = 0;
    let most = 0;
    const { post, answer } = thread;
    thread.post = (request) => {
      if (request.kind === 'step') most = Math.max(most, ++waiting);
      post.call(thread, request);
    };
    thread.answer = (job, step) => {
      waiting--;
      answer.call(thread, job, step);
    };
    expect(await samplesOf(decoder.stream([voiced(1, 2, 3), piece(4, 5)]))).toHaveLength(5);
    expect(most).toBe(1);
  });

  it('lets a short stream through beside a long one on the same thread', async () => {
    const { decoder, thread } = answering();
    const many = Array.from({ length: 30 }, (_, n) => voiced(n, n, n));
    const long = samplesOf(decoder.stream(many));
    await settle();
    const before = thread.turns.length;
    const endless = decoder.stream(many);
    for (let n = 0; n < 3; n++) await endless.next();
    let took = 0;
    const short = samplesOf(decoder.stream([voiced(7)])).then((samples) => {
      took = thread.turns.length;
      return samples;
    });
    expect(await short).toEqual([7]);
    expect(took - before).toBeLessThan(12);
    expect(await long).toHaveLength(90);
    await endless.return();
  });
});
