import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { settle } from '../test/event-loop.ts';
import { chunk, streamed } from '../test/fake-runpod.ts';
import { type Lane, LIMITS, LONG, lane, within } from '../test/lane.ts';
import { problemOf } from '../test/problem.ts';
import { collect } from '../test/samples.ts';
import type { Speech } from './speech.ts';

/** Jobs that say a second of audio and then something whenever they are asked, without end. */
function endless({ runpod }: Lane): void {
  const asked = new Map<string | undefined, number>();
  runpod.handlers.set('vv/stream', ({ id }) => {
    const number = (asked.get(id) ?? 0) + 1;
    asked.set(id, number);
    return streamed('IN_PROGRESS', chunk(number, 0.5, 8_000));
  });
}

/** Two jobs under way, the first of which is heard. */
async function speaking(): Promise<Lane & Speech> {
  const setting = lane();
  endless(setting);
  const speech = await setting.start({ text: LONG });
  await settle();
  expect(setting.runpod.underWay.size).toBe(2);
  return { ...setting, ...speech };
}

describe('a listener who leaves', () => {
  it('before anything was sent causes no call', async () => {
    const { runpod, clock, listener, start } = lane();
    listener.abort();
    expect((await problemOf(() => start())).code).toBe('client_closed');
    expect([runpod.calls, clock.sleepers()]).toEqual([[], 0]);
  });

  it('while the job is submitted has it cancelled as soon as its id is known', async () => {
    const { runpod, listener, deferred, start } = lane();
    const answer = Promise.withResolvers<object>();
    runpod.script('vv/run', () => answer.promise);
    const starting = start();
    await settle();
    listener.abort();
    expect((await problemOf(() => starting)).code).toBe('client_closed');
    expect([runpod.cancelled('vv'), deferred.length]).toEqual([[], 1]);
    answer.resolve({ id: 'late-1' });
    await Promise.all(deferred);
    expect(runpod.cancelled('vv')).toEqual(['late-1']);
  });

  it('while a refused submit waits to be tried again has nothing submitted', async () => {
    const { runpod, clock, listener, start } = lane();
    runpod.script('vv/run', Response.json({}, { status: 429, headers: { 'retry-after': '1' } }), { id: 'job-1' });
    const starting = start();
    await clock.advance(500);
    listener.abort();
    expect((await problemOf(() => starting)).code).toBe('client_closed');
    await clock.advance(5_000);
    expect(runpod.of('vv/run').length).toBe(1);
  });

  it('while the job is queued has it cancelled', async () => {
    const { runpod, clock, listener, start } = lane();
    runpod.stall('vv/stream');
    const starting = start();
    await clock.advance(1_000);
    listener.abort();
    expect((await problemOf(() => starting)).code).toBe('client_closed');
    await settle();
    expect([runpod.cancelled('vv'), clock.sleepers()]).toEqual([['vv-1'], 0]);
  });

  it('while waiting for audio gets an error and has every job cancelled', async () => {
    const { runpod, clock, listener, start } = lane();
    const first = streamed('IN_PROGRESS', chunk(1, 0.5, 800));
    runpod.script('vv/stream', first, () => new Promise(() => undefined));
    const { audio } = await start({ text: LONG });
    await audio.next();
    const asked = problemOf(() => audio.next());
    await settle();
    listener.abort();
    expect((await asked).code).toBe('client_closed');
    await settle();
    expect([runpod.cancelled('vv').sort(), clock.sleepers()]).toEqual([['vv-1', 'vv-2'], 0]);
  });

  it('without ever having read has every job cancelled', async () => {
    const { runpod, clock, listener } = await speaking();
    listener.abort();
    await settle();
    expect(runpod.cancelled('vv').sort()).toEqual(['vv-1', 'vv-2']);
    expect([runpod.underWay.size, clock.sleepers()]).toEqual([0, 0]);
  });

  it.each([0, 1, 2, 5])('after %i blocks hears nothing more, and never gets a clean end', async (blocks) => {
    const { audio, listener } = await speaking();
    for (let block = 0; block < blocks; block++) await audio.next();
    listener.abort();
    await settle();
    expect((await problemOf(() => audio.next())).code).toBe('client_closed');
  });

  it('gets a Problem that was the reason of the abort as it is', async () => {
    const { audio, listener } = await speaking();
    const reason = new Problem('overloaded', 'Make room');
    listener.abort(reason);
    expect(await problemOf(() => collect(audio))).toBe(reason);
  });

  it('has a cancel tried again while the platform does not know the job yet', async () => {
    const { runpod, clock, listener } = await speaking();
    const unknown = Response.json({ error: 'job not found' }, { status: 404 });
    runpod.script('vv/cancel', unknown, unknown, unknown, { status: 'CANCELLED' });
    listener.abort();
    await clock.advance(10_000);
    expect(runpod.underWay.size).toBe(0);
  });
});

describe('a reader who returns', () => {
  it.each([0, 1, 3])('after %i blocks has every job cancelled', async (blocks) => {
    const { audio, runpod, clock } = await speaking();
    for (let block = 0; block < blocks; block++) await audio.next();
    await audio.return();
    await settle();
    expect(runpod.cancelled('vv').sort()).toEqual(['vv-1', 'vv-2']);
    expect([await audio.next(), clock.sleepers()]).toEqual([{ done: true, value: undefined }, 0]);
  });

  it('by way of a loop that is left has every job cancelled', async () => {
    const { audio, runpod } = await speaking();
    for await (const _ of audio) break;
    await settle();
    expect(runpod.underWay.size).toBe(0);
  });

  it('after the end changes nothing', async () => {
    const { runpod, start } = lane();
    const { audio } = await start();
    await collect(audio);
    await audio.return();
    expect(runpod.cancelled('vv')).toEqual([]);
  });
});

describe('the time limit of a whole request', () => {
  it('breaks the stream of a slow reader and cancels every job', async () => {
    const { audio, runpod, clock } = await speaking();
    await audio.next();
    await clock.advance(LIMITS.totalMs);
    expect(runpod.cancelled('vv').sort()).toEqual(['vv-1', 'vv-2']);
    const problem = await problemOf(() => collect(audio));
    expect([problem.code, problem.message.includes('TOTAL_TIMEOUT_MS')]).toEqual(['total_timeout', true]);
    expect(clock.sleepers()).toBe(0);
  });

  it('has not passed a millisecond before', async () => {
    const { audio, runpod, clock } = await speaking();
    await clock.advance(LIMITS.totalMs - 1);
    expect((await audio.next()).done).toBe(false);
    expect(runpod.cancelled('vv')).toEqual([]);
    await audio.return();
  });

  it('ends a start that takes too long', async () => {
    const { context, runpod, clock, start } = lane();
    context.limits = { ...LIMITS, totalMs: 4_000 };
    runpod.stall('vv/stream');
    const problem = await problemOf(() => within(clock, 4_000, start()));
    expect([problem.code, runpod.cancelled('vv')]).toEqual(['total_timeout', ['vv-1']]);
  });
});
