import { describe, expect, it } from 'vitest';
import { refusal, type SidecarAnswer, spoken } from '../../test/fake-sidecar.ts';
import { HandFedBody } from '../../test/hand-fed-body.ts';
import { LIMITS, within } from '../../test/lane.ts';
import { problemOf } from '../../test/problem.ts';
import { collect, joined } from '../../test/samples.ts';
import { raw, sidecarLane } from '../../test/sidecar-lane.ts';

/** The longest pauses before a second attempt, and some room. */
const RETRY_MS = 1_000;

describe('a sidecar that cannot be reached', () => {
  const broken: readonly (readonly [string, () => SidecarAnswer, string])[] = [
    ['refuses the connection', () => new TypeError('connect ECONNREFUSED sidecar.internal'), 'could not be reached'],
    ['has a proxy answer for it', () => new Response('<html>Bad gateway</html>', { status: 502 }), '502'],
    ['breaks off before any audio', () => spoken(new HandFedBody().break().stream), 'broke off the stream'],
    [
      'breaks off in its first sample',
      () => spoken(new HandFedBody().feed(Uint8Array.of(1)).break().stream),
      'broke off',
    ],
  ];

  it.each(broken)('is tried again when it %s, and no further than told', async (_, answer, said) => {
    const { sidecar, clock, start } = sidecarLane({ attempts: 3 });
    sidecar.script('/api/tts/stream', answer);
    const problem = await problemOf(() => within(clock, 5 * RETRY_MS, start()));
    expect([problem.code, problem.message.includes(said), problem.message.includes('internal')]).toEqual([
      'sidecar_unreachable',
      true,
      false,
    ]);
    expect([sidecar.asked.length, clock.sleepers()]).toEqual([3, 0]);
  });

  it('says whom it decodes for, and keeps the cause', async () => {
    const { sidecar, start } = sidecarLane({ attempts: 1 });
    const cause = new TypeError('fetch failed');
    sidecar.script('/api/tts/stream', cause);
    const problem = await problemOf(() => start());
    expect(problem.message).toBe('The sidecar that decodes for EchoTTS could not be reached');
    expect(problem.cause).toBe(cause);
  });

  it('is not tried again when it is dead: what it began may still be billed', async () => {
    const { sidecar, clock, start } = sidecarLane({ attempts: 3 });
    sidecar.script('/api/tts/stream', new TypeError('connection reset'));
    sidecar.script('/health', new TypeError('connection refused'));
    const problem = await problemOf(() => within(clock, 5 * RETRY_MS, start()));
    expect(problem.code).toBe('sidecar_unreachable');
    expect([sidecar.asked.length, clock.sleepers()]).toEqual([1, 0]);
  });

  it('speaks at the second attempt', async () => {
    const { sidecar, clock, start } = sidecarLane();
    sidecar.script('/api/tts/stream', new TypeError('fetch failed'), () => spoken(raw(1, 800)));
    const { audio } = await within(clock, RETRY_MS, start());
    expect(joined(await collect(audio)).length).toBe(800);
  });

  it.each([
    ['gives no answer', () => 'silence' as const, 2 * LIMITS.connectMs],
    ['answers with an error', () => new Response('', { status: 500 }), LIMITS.connectMs],
    ['redirects', () => new Response(null, { status: 302, headers: { location: '/' } }), LIMITS.connectMs],
    ['breaks the connection', () => new TypeError('fetch failed'), LIMITS.connectMs],
  ])('is given up before its answer when its health %s', async (_, health, ms) => {
    const { sidecar, clock, start } = sidecarLane({ attempts: 1 });
    sidecar.script('/health', health);
    const starting = start();
    starting.catch(() => undefined);
    await clock.advance(ms - 1);
    expect(sidecar.asked[0]?.signal.aborted).toBe(false);
    const problem = await problemOf(() => within(clock, 1, starting));
    expect([problem.code, problem.message]).toEqual([
      'sidecar_unreachable',
      'The sidecar that was to speak stopped answering',
    ]);
    expect([sidecar.asked[0]?.signal.aborted, clock.sleepers()]).toEqual([true, 0]);
  });

  it('is given up before its first sample when it falls silent after its headers', async () => {
    const { sidecar, clock, start } = sidecarLane({ attempts: 1 });
    const body = sidecar.speaks();
    sidecar.script('/health', new TypeError('fetch failed'));
    const problem = await problemOf(() => within(clock, LIMITS.chunkMs, start()));
    expect([problem.code, problem.message.includes('stopped answering')]).toEqual(['sidecar_unreachable', true]);
    expect([sidecar.asked[0]?.signal.aborted, body.pulls]).toEqual([true, 1]);
  });
});

describe('an answer of the sidecar that is no speech', () => {
  const answers: readonly (readonly [string, () => Response, string, string])[] = [
    ['its own error', () => refusal(504, 'first_audio_timeout', 'No audio in time'), 'first_audio_timeout', 'No audio'],
    ['a full house', () => refusal(503, 'overloaded', 'All places are taken'), 'overloaded', 'All places'],
    ['a refused secret', () => refusal(401, 'unauthorized', 'Who are you?'), 'upstream_unauthorized', 'SIDECAR_SECRET'],
    ['a page with 404', () => new Response('<html>', { status: 404 }), 'upstream_not_found', 'SIDECAR_URL'],
    ['a redirect', () => new Response(null, { status: 307, headers: { location: '/x' } }), 'upstream_bad_reply', '307'],
    ['nothing, with 204', () => new Response(null, { status: 204 }), 'upstream_bad_reply', '204'],
    [
      'a page with 200',
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      'upstream_bad_reply',
      'text/html',
    ],
    ['no rate', () => spoken(raw(1, 4), { 'x-sample-rate': '' }), 'upstream_bad_reply', 'X-Sample-Rate'],
    ['no sample', () => spoken(''), 'upstream_bad_reply', 'no sound'],
    ['no body', () => spoken(null), 'upstream_bad_reply', 'no sound'],
    ['half a sample', () => spoken(Uint8Array.of(1)), 'upstream_bad_reply', 'middle of a sample'],
  ];

  it.each(answers)('is not asked for twice: %s', async (_, answer, code, said) => {
    const { sidecar, clock, start } = sidecarLane({ attempts: 3 });
    sidecar.script('/api/tts/stream', answer);
    const problem = await problemOf(() => start());
    expect([problem.code, problem.message.includes(said)]).toEqual([code, true]);
    expect([sidecar.asked.length, sidecar.asked[0]?.signal.aborted, clock.sleepers()]).toEqual([1, true, 0]);
  });

  it.each([302, 200])('is let go of, unread: a body with %i', async (status) => {
    const { sidecar, start } = sidecarLane();
    const body = new HandFedBody();
    sidecar.script('/api/tts/stream', new Response(body.stream, { status, headers: { 'content-type': 'text/html' } }));
    await problemOf(() => start());
    expect([body.cancelled, body.pulls]).toEqual([true, 0]);
  });

  it('is read no longer than a call may take when it does not end', async () => {
    const { sidecar, clock, start } = sidecarLane();
    const body = new HandFedBody().feed(new TextEncoder().encode('{"error":'));
    sidecar.script('/api/tts/stream', new Response(body.stream, { status: 503, headers: { 'retry-after': '9' } }));
    const problem = await problemOf(() => within(clock, LIMITS.connectMs, start()));
    expect(problem).toMatchObject({ code: 'overloaded', retryAfterSeconds: 9 });
    expect([body.cancelled, clock.sleepers()]).toEqual([true, 0]);
  });

  it('still tells which jobs it cost', async () => {
    const { sidecar, context, start } = sidecarLane();
    const jobs: string[][] = [];
    context.onReport = (report) => jobs.push(report.jobs);
    const headers = { 'x-upstream-jobs': 'et-1,et-2' };
    sidecar.script('/api/tts/stream', refusal(502, 'upstream_failed', 'It failed', {}, headers));
    await problemOf(() => start());
    expect(jobs).toEqual([['et-1', 'et-2']]);
  });
});

describe('a failure of the sidecar after the first audio', () => {
  it.each([
    ['the connection breaks', (body: HandFedBody) => body.break(), 'sidecar_unreachable'],
    ['it breaks in a sample', (body: HandFedBody) => body.feed(Uint8Array.of(1)).break(), 'sidecar_unreachable'],
    ['it ends in a sample', (body: HandFedBody) => body.feed(Uint8Array.of(1)).end(), 'upstream_bad_reply'],
  ])('breaks the stream, and nothing is tried again, when %s', async (_, fail, code) => {
    const { sidecar, runpod, clock, start } = sidecarLane({ attempts: 3, echottsFallback: 'vibevoice' });
    const body = sidecar.speaks().feed(raw(1, 4));
    const { audio } = await start();
    expect((await audio.next()).value?.length).toBe(4);
    fail(body);
    expect((await problemOf(() => audio.next())).code).toBe(code);
    expect([sidecar.asked.length, runpod.calls, clock.sleepers()]).toEqual([1, [], 0]);
  });

  it('is a chunk that did not come when it falls silent and is not there any more', async () => {
    const { sidecar, clock, start } = sidecarLane();
    sidecar.speaks().feed(raw(1, 4));
    const { audio } = await start();
    await audio.next();
    sidecar.script('/health', 'silence');
    const asked = audio.next();
    const problem = await problemOf(() => within(clock, LIMITS.chunkMs + LIMITS.connectMs, asked));
    expect([problem.code, problem.message.includes('CHUNK_TIMEOUT_MS')]).toEqual(['chunk_timeout', true]);
    expect([sidecar.asked[0]?.signal.aborted, clock.sleepers()]).toEqual([true, 0]);
  });
});
