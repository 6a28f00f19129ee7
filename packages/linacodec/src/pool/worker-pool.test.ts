import { describe, expect, it } from 'vitest';
import { audioOf, DONE, type FakeThread, fakeThreads, HUNGRY } from '../../test/pool/fake-thread.ts';
import { DecoderError } from './decoder-error.ts';
import { WorkerPool } from './worker-pool.ts';

function poolOf(size: number) {
  const { threads, start } = fakeThreads();
  const pool = new WorkerPool(start, size);
  const thread = (index: number) => threads[index] as FakeThread;
  return { pool, threads, thread };
}

const EXACT = { mode: 'exact' } as const;

describe('WorkerPool', () => {
  it('is ready once every thread is', async () => {
    const { pool, thread } = poolOf(2);
    let ready = false;
    const waiting = pool.ready().then(() => {
      ready = true;
    });
    thread(0).reply({ kind: 'ready' });
    await Promise.resolve();
    expect(ready).toBe(false);
    thread(1).reply({ kind: 'ready' });
    await waiting;
  });

  it('is never ready when a thread ends while it loads', async () => {
    const { pool, thread } = poolOf(2);
    thread(0).reply({ kind: 'ready' });
    thread(1).die('no such model');
    await expect(pool.ready()).rejects.toThrow(new DecoderError('a decode thread ended: no such model'));
  });

  it('gives a job to the thread that has the fewest', () => {
    const { pool, threads } = poolOf(3);
    const jobs = Array.from({ length: 7 }, () => pool.open(EXACT));
    const opened = () => threads.map(({ requests }) => requests.filter(({ kind }) => kind === 'open').length);
    expect(opened()).toEqual([3, 2, 2]);
    expect(pool.load).toBe(7);
    jobs[1]?.close();
    jobs[4]?.close();
    pool.open(EXACT);
    pool.open(EXACT);
    expect(opened()).toEqual([3, 4, 2]);
  });

  it('sends a job what belongs to it, in order, under a number of its own', async () => {
    const { pool, thread } = poolOf(1);
    pool.open(EXACT);
    const job = pool.open({ mode: 'progressive', totalTokens: 9 });
    const tokens = Int32Array.of(1, 2);
    const embedding = Float32Array.of(3);
    job.push(tokens, embedding);
    job.push(tokens);
    job.end();
    const step = job.step();
    expect(thread(0).requests.slice(1)).toEqual([
      { kind: 'open', job: 1, mode: 'progressive', totalTokens: 9 },
      { kind: 'push', job: 1, tokens, embedding },
      { kind: 'push', job: 1, tokens },
      { kind: 'end', job: 1 },
      { kind: 'step', job: 1 },
    ]);
    thread(0).answer(1, audioOf(0.5));
    expect(await step).toEqual(audioOf(0.5));
  });

  it('tells the jobs of a thread apart by their numbers', async () => {
    const { pool, thread } = poolOf(1);
    const [first, second] = [pool.open(EXACT).step(), pool.open(EXACT).step()];
    thread(0).answer(1, DONE);
    thread(0).answer(0, HUNGRY);
    expect([await first, await second]).toEqual([HUNGRY, DONE]);
  });

  it('lets one job fail without the others', async () => {
    const { pool, thread } = poolOf(1);
    const [bad, good] = [pool.open(EXACT), pool.open(EXACT)];
    const [failing, going] = [bad.step(), good.step()];
    thread(0).reply({ kind: 'failed', job: 0, message: 'Error: out of memory' });
    await expect(failing).rejects.toThrow(new DecoderError('decoding failed: Error: out of memory'));
    await expect(failing).rejects.toMatchObject({ code: 'decoder_failed', retryable: true });
    thread(0).answer(1, DONE);
    expect(await going).toEqual(DONE);
  });

  it('tells a failure that came before the step with that step', async () => {
    const { pool, thread } = poolOf(1);
    const job = pool.open(EXACT);
    thread(0).reply({ kind: 'failed', job: 0, message: 'bad total' });
    await expect(job.step()).rejects.toThrow('decoding failed: bad total');
    expect(thread(0).asked(0)).toEqual(['open']);
  });

  it('ignores an answer that comes after its job was closed', async () => {
    const { pool, thread } = poolOf(1);
    const job = pool.open(EXACT);
    let settled = false;
    const mark = () => {
      settled = true;
    };
    job.step().then(mark, mark);
    job.close();
    thread(0).answer(0, audioOf(1));
    thread(0).reply({ kind: 'failed', job: 0, message: 'too late' });
    thread(0).reply({ kind: 'failed', job: undefined, message: 'of nobody' });
    await Promise.resolve();
    expect(settled).toBe(false);
    await expect(job.step()).rejects.toThrow('the job is closed');
    await expect(job.step()).rejects.toMatchObject({ retryable: false });
  });

  it('counts a job out once, however often it is closed', () => {
    const { pool, thread } = poolOf(1);
    const [job] = [pool.open(EXACT), pool.open(EXACT)];
    job.close();
    job.close();
    expect(pool.load).toBe(1);
    expect(thread(0).asked(0)).toEqual(['open', 'close']);
  });

  it('fails the jobs of a thread that dies, and starts another for the next job', async () => {
    const { pool, threads, thread } = poolOf(2);
    const jobs = [pool.open(EXACT), pool.open(EXACT), pool.open(EXACT)];
    const [first, elsewhere] = [jobs[0]?.step(), jobs[1]?.step()];
    thread(0).die('killed');
    await expect(first).rejects.toThrow(new DecoderError('a decode thread ended: killed'));
    // This one had no step under way.
    await expect(jobs[2]?.step()).rejects.toMatchObject({ code: 'decoder_failed', retryable: true });
    jobs[2]?.push(Int32Array.of(1));
    expect(thread(0).asked(2)).toEqual(['open']);

    expect(threads).toHaveLength(2);
    const next = pool.open(EXACT);
    expect(threads).toHaveLength(3);
    const step = next.step();
    thread(2).answer(3, DONE);
    expect(await step).toEqual(DONE);
    thread(1).answer(1, DONE);
    expect(await elsewhere).toEqual(DONE);
    for (const job of [...jobs, next]) job.close();
    expect(pool.load).toBe(0);
  });

  it('ends its threads when it is closed, fails what waits, and opens no more', async () => {
    const { pool, threads } = poolOf(2);
    const waiting = pool.open(EXACT).step();
    expect(pool.closing.aborted).toBe(false);
    await Promise.all([pool.close(), expect(waiting).rejects.toBeInstanceOf(DecoderError)]);
    expect(threads.every(({ stopped }) => stopped)).toBe(true);
    expect(() => pool.open(EXACT)).toThrow('the decoder is closed');
    expect(pool.closing.reason).toMatchObject({ code: 'decoder_failed', retryable: false });
    expect(threads).toHaveLength(2);
  });
});
