import { describe, expect, it } from 'vitest';
import { settle } from '../test/event-loop.ts';
import { chunk, type RunpodAnswer, streamed } from '../test/fake-runpod.ts';
import { CRASHED, FAILED, failing, LONG, lane, within } from '../test/lane.ts';
import { problemOf } from '../test/problem.ts';
import { collect, joined } from '../test/samples.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

/** The longest pauses before a second attempt, and some room. */
const RETRY_MS = 1_000;

describe('a failure before the first audio', () => {
  it('is mended by a second job', async () => {
    const setting = lane();
    failing(setting, 'vv', 1);
    const { audio } = await within(setting.clock, RETRY_MS, setting.start());
    expect(joined(await collect(audio)).length).toBe(800);
    expect(setting.runpod.of('vv/run').length).toBe(2);
  });

  it.each([1, 2, 3])('is mended at most as often as %i attempts allow', async (attempts) => {
    const setting = lane({ attempts });
    failing(setting, 'vv', 9);
    const problem = await problemOf(() => within(setting.clock, 10 * RETRY_MS, setting.start()));
    expect([problem.code, problem.message]).toEqual([
      'upstream_failed',
      'The speech model failed: CUDA error: an illegal memory access',
    ]);
    expect(setting.runpod.of('vv/run').length).toBe(attempts);
    expect(setting.clock.sleepers()).toBe(0);
  });

  it('stops the job that is given up', async () => {
    const { runpod, clock, start } = lane({ attempts: 1 });
    runpod.script('vv/stream', streamed('IN_PROGRESS', { error: 'no such voice file' }));
    await problemOf(() => start());
    await clock.advance(RETRY_MS);
    expect(runpod.cancelled('vv')).toEqual(['vv-1']);
  });

  const submits: readonly (readonly [string, RunpodAnswer | undefined, string])[] = [
    ['the connection broke', new TypeError('fetch failed'), 'upstream_ambiguous'],
    ['it was answered with 500', new Response('oops', { status: 500 }), 'upstream_unreachable'],
    ['it was answered with 502', new Response('<html>', { status: 502 }), 'upstream_unreachable'],
    ['it was answered without an id', { status: 'IN_QUEUE' }, 'upstream_ambiguous'],
    ['it was refused', Response.json({ error: 'bad input' }, { status: 400 }), 'upstream_refused'],
    ['it was never answered', undefined, 'connect_timeout'],
  ];

  it.each(submits)('is not followed by a second submit when %s', async (_, answer, code) => {
    const { runpod, clock, start } = lane({ attempts: 3 });
    if (answer === undefined) runpod.stall('vv/run');
    else runpod.script('vv/run', answer);
    const problem = await problemOf(() => within(clock, 10 * RETRY_MS, start()));
    expect([problem.code, runpod.of('vv/run').length]).toEqual([code, 1]);
  });

  it('is not followed by a second submit when no worker took the job, which is cancelled', async () => {
    const { runpod, clock, start } = lane({ attempts: 3 });
    runpod.stall('vv/stream');
    const problem = await problemOf(() => within(clock, 10 * RETRY_MS, start()));
    expect([problem.code, runpod.of('vv/run').length]).toEqual(['cold_start_timeout', 1]);
    expect(runpod.cancelled('vv')).toEqual(['vv-1']);
  });

  it('ends a wait before the next attempt when the listener leaves', async () => {
    const setting = lane();
    failing(setting, 'vv', 9);
    const speaking = setting.start();
    // The failure is known after a poll's own pause of 100 ms, and the next attempt is at least 125 ms away.
    await setting.clock.advance(110);
    expect(setting.runpod.of('vv/status').length).toBe(1);
    setting.listener.abort();
    expect((await problemOf(() => speaking)).code).toBe('client_closed');
    expect([setting.runpod.of('vv/run').length, setting.clock.sleepers()]).toEqual([1, 0]);
  });
});

describe('a fallback', () => {
  it('speaks when every attempt failed', async () => {
    const setting = lane({ fallback: 'chatterbox' });
    failing(setting, 'vv', 9);
    const { report, audio } = await within(setting.clock, 3 * RETRY_MS, setting.start({ voice: 'Bob' }));
    await collect(audio);
    expect(report).toMatchObject({ service: 'chatterbox', voice: 'Bob', jobs: ['vv-1', 'vv-2', 'cb-3'] });
  });

  it('speaks at once after a submit that nobody may repeat', async () => {
    const { runpod, start } = lane({ fallback: 'chatterbox' });
    runpod.script('vv/run', new TypeError('fetch failed'));
    expect((await start()).report).toMatchObject({ service: 'chatterbox', jobs: ['cb-1'] });
    expect(runpod.of('vv/run').length).toBe(1);
  });

  it.each([
    ['has the voice', 'Bob', 'Bob', 'cb-bob'],
    ['spells the voice otherwise', 'alice', 'ALICE', 'cb-alice'],
    ['does not have the voice', 'Carol', 'Bob', 'cb-bob'],
    ['has a default voice of its own', undefined, 'Bob', 'cb-bob'],
  ])('that %s speaks with the right one', async (_, voice, spoken, value) => {
    const { runpod, start } = lane({
      fallback: 'chatterbox',
      vibevoice: { voices: { Alice: 'a', Bob: 'b', Carol: 'c' } },
      chatterbox: { voices: { ALICE: 'cb-alice', Bob: 'cb-bob' }, defaultVoice: 'Bob' },
    });
    runpod.script('vv/run', new TypeError('fetch failed'));
    expect((await start({ voice })).report.voice).toBe(spoken);
    expect(runpod.of('cb/run')[0]?.input?.voice).toBe(value);
  });

  it('that fails, too, leaves the failure of the service that was asked for', async () => {
    const setting = lane({ fallback: 'chatterbox' });
    failing(setting, 'vv', 9);
    setting.runpod.script('cb/run', new Response('', { status: 401 }));
    expect((await problemOf(() => within(setting.clock, 5 * RETRY_MS, setting.start()))).code).toBe('upstream_failed');
    expect(setting.runpod.of('cb/run').length).toBe(1);
  });

  it('that does not take the options leaves the failure of the service that was asked for', async () => {
    const seed = (max: number) => ({ options: { seed: { type: 'integer', min: 0, max } } }) as const;
    const { runpod, start } = lane({ fallback: 'chatterbox', vibevoice: seed(100), chatterbox: seed(10) });
    runpod.script('vv/run', new TypeError('fetch failed'));
    expect((await problemOf(() => start({ options: { seed: 50 } }))).code).toBe('upstream_ambiguous');
    expect(runpod.of('cb/run')).toEqual([]);
  });

  it('is not asked when the service speaks', async () => {
    const { runpod, start } = lane({ fallback: 'chatterbox' });
    await collect((await start()).audio);
    expect(runpod.of('cb/run')).toEqual([]);
  });

  it('to the service itself is none', async () => {
    const { runpod, start } = lane({ fallback: 'vibevoice' });
    runpod.script('vv/run', new TypeError('fetch failed'));
    await problemOf(() => start());
    expect(runpod.of('vv/run').length).toBe(1);
  });
});

describe('a failure after the first audio', () => {
  it.each([
    ['the job failed', [FAILED], 'upstream_failed'],
    ['the job began again', [streamed('IN_PROGRESS', chunk(1, 0.1, 800))], 'upstream_restarted'],
    [
      'the job yields an MP3',
      [streamed('IN_PROGRESS', { chunk: 2, format: 'mp3', audio_chunk: 'AAAA' })],
      'upstream_bad_audio',
    ],
  ])('breaks the stream, and nothing is tried again, when %s', async (_, answers, code) => {
    const { runpod, clock, start } = lane({ attempts: 3, fallback: 'chatterbox' });
    runpod.script('vv/stream', streamed('IN_PROGRESS', chunk(1, 0.5, 800)), ...answers);
    runpod.script('vv/status', CRASHED);
    const { audio } = await start();
    expect((await audio.next()).value).toHaveLength(800);
    const problem = await problemOf(() => within(clock, RETRY_MS, audio.next()));
    expect([problem.code, runpod.of('vv/run').length, runpod.of('cb/run').length]).toEqual([code, 1, 0]);
    expect(clock.sleepers()).toBe(0);
  });

  it('in a later piece surfaces in its turn and cancels the pieces behind it', async () => {
    const { runpod, clock, start } = lane({ lookAhead: 2 });
    const usual = (call: Parameters<typeof runpod.usual>[0]) => runpod.usual(call);
    runpod.handlers.set('vv/stream', (call) => {
      if (call.id === 'vv-2') return FAILED;
      return call.id === 'vv-3' ? streamed('IN_PROGRESS', chunk(1, 0.5, 8_000 * 5)) : usual(call);
    });
    runpod.script('vv/status', CRASHED);
    const { audio } = await start({ text: LONG });
    await settle();
    expect((await audio.next()).value).toHaveLength(800);
    expect((await problemOf(() => within(clock, RETRY_MS, audio.next()))).code).toBe('upstream_failed');
    expect(runpod.cancelled('vv')).toEqual(['vv-3']);
  });
});

describe('a service that keeps failing', () => {
  it('is spared once the breaker has opened: no job is made for it', async () => {
    const setting = lane({ attempts: 1 });
    setting.context.breaker = new CircuitBreaker(setting.clock, 2);
    failing(setting, 'vv', 9);
    for (let i = 0; i < 2; i++) await problemOf(() => setting.start());
    expect(await problemOf(() => setting.start())).toMatchObject({
      code: 'overloaded',
      status: 503,
      retryAfterSeconds: 15,
    });
    expect(setting.runpod.of('vv/run').length).toBe(2);
  });

  it('leaves its requests to the fallback meanwhile', async () => {
    const setting = lane({ attempts: 1, fallback: 'chatterbox' });
    setting.context.breaker = new CircuitBreaker(setting.clock, 1);
    failing(setting, 'vv', 9);
    for (let i = 0; i < 2; i++) expect((await setting.start()).report.service).toBe('chatterbox');
    expect([setting.runpod.of('vv/run').length, setting.runpod.of('cb/run').length]).toEqual([1, 2]);
  });
});
