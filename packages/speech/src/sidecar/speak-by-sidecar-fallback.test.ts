import { describe, expect, it } from 'vitest';
import { refusal, spoken } from '../../test/fake-sidecar.ts';
import { HandFedBody } from '../../test/hand-fed-body.ts';
import { within } from '../../test/lane.ts';
import { problemOf } from '../../test/problem.ts';
import { collect, joined } from '../../test/samples.ts';
import { raw, sidecarLane } from '../../test/sidecar-lane.ts';
import { CircuitBreaker } from '../circuit-breaker.ts';

/** The longest pause before a second attempt, and some room. */
const RETRY_MS = 1_000;

describe('a fallback of a sidecar', () => {
  it('speaks when the sidecar cannot be reached, with nothing of the sidecar left in the report', async () => {
    const { sidecar, clock, start } = sidecarLane({ echottsFallback: 'vibevoice' });
    const stages = { 'server-timing': 'queue;dur=5, first-chunk;dur=9', 'x-ignored-fields': 'x', 'x-pieces': '7' };
    sidecar.script('/api/tts/stream', () => spoken(new HandFedBody().break().stream, stages));
    const { report, audio } = await within(clock, RETRY_MS, start({ voice: 'Zoe' }));
    expect(joined(await collect(audio)).length).toBe(800);
    expect(report).toMatchObject({ service: 'vibevoice', voice: 'Alice', pieces: 1, ignored: [] });
    const { queueMs, firstChunkMs, firstAudioMs, sidecarMs } = report;
    expect([queueMs, firstChunkMs, sidecarMs]).toEqual([firstAudioMs, firstAudioMs, {}]);
    expect([report.jobs, sidecar.asked.length]).toEqual([['vv-1'], 2]);
  });

  it('speaks at once after any other failure of the sidecar', async () => {
    const { sidecar, clock, start } = sidecarLane({ echottsFallback: 'vibevoice' });
    sidecar.script('/api/tts/stream', refusal(502, 'upstream_failed', 'CUDA', {}, { 'x-upstream-jobs': 'et-1' }));
    const { report } = await start();
    expect([report.jobs, sidecar.asked.length, clock.now()]).toEqual([['et-1', 'vv-1'], 1, 0]);
  });

  it.each([
    [400, 'unknown_voice'],
    [400, 'invalid_request'],
    [400, 'text_too_long'],
    [400, 'unknown_service'],
    [413, 'body_too_large'],
  ])('is not asked about what is wrong with the order: %i %s', async (status, code) => {
    const { sidecar, runpod, context, clock, start } = sidecarLane({ attempts: 3, echottsFallback: 'vibevoice' });
    context.breaker = new CircuitBreaker(clock, 1);
    const details = [{ path: 'voice', message: 'is not a voice of this service', allowed: ['default'] }];
    sidecar.script('/api/tts/stream', () => refusal(status, code, 'Not like this', { details }));
    for (let i = 0; i < 2; i++) {
      expect(await problemOf(() => start())).toMatchObject({ code, status, message: 'Not like this', details });
    }
    expect([sidecar.asked.length, runpod.calls]).toEqual([2, []]);
  });

  it('is not asked about an order whose fault only the second attempt found', async () => {
    const { sidecar, runpod, clock, start } = sidecarLane({ echottsFallback: 'vibevoice' });
    const fault = refusal(400, 'unknown_voice', 'There is no such voice');
    sidecar.script('/api/tts/stream', new TypeError('fetch failed'), fault);
    const problem = await problemOf(() => within(clock, RETRY_MS, start()));
    expect([problem.code, runpod.calls]).toEqual(['unknown_voice', []]);
  });
});

describe('a sidecar as the fallback', () => {
  it.each([
    ['knows the voice', 'Bob', 'Bob'],
    ['does not know the voice', 'Carol', undefined],
    ['has its own default voice', undefined, undefined],
  ])('that %s speaks when the service itself fails', async (_, voice, sent) => {
    const { sidecar, runpod, start } = sidecarLane({
      fallback: 'echotts',
      vibevoice: { voices: { Alice: 'a', Bob: 'b', Carol: 'c' } },
      echotts: { voices: { Bob: null, default: null }, defaultVoice: 'default' },
    });
    runpod.script('vv/run', new TypeError('fetch failed'));
    sidecar.speaks({ 'x-upstream-jobs': 'et-1' }).feed(raw(1, 4)).end();
    const { report, audio } = await start({ service: 'vibevoice', voice, options: { seed: 3 } });
    expect(sidecar.asked[0]?.body).toMatchObject({ service: 'echotts', seed: 3 });
    expect([sidecar.asked[0]?.body?.voice, report.voice]).toEqual([sent, sent ?? 'default']);
    expect([report.service, report.jobs]).toEqual(['echotts', ['et-1']]);
    expect(joined(await collect(audio)).length).toBe(4);
  });

  it('that does not take the order leaves the failure of the service that was asked for', async () => {
    const { sidecar, runpod, start } = sidecarLane({ fallback: 'echotts' });
    runpod.script('vv/run', new TypeError('fetch failed'));
    sidecar.script('/api/tts/stream', refusal(400, 'invalid_request', 'The seed is wrong'));
    expect((await problemOf(() => start({ service: 'vibevoice' }))).code).toBe('upstream_ambiguous');
  });
});

describe('a sidecar that keeps failing', () => {
  it('is spared once the breaker has opened', async () => {
    const { sidecar, context, clock, start } = sidecarLane({ attempts: 1 });
    context.breaker = new CircuitBreaker(clock, 2);
    sidecar.script('/api/tts/stream', new TypeError('fetch failed'));
    for (let i = 0; i < 2; i++) await problemOf(() => start());
    expect((await problemOf(() => start())).code).toBe('overloaded');
    expect(sidecar.asked.length).toBe(2);
  });

  it('is not spared for being full', async () => {
    const { sidecar, context, clock, start } = sidecarLane({ attempts: 1 });
    context.breaker = new CircuitBreaker(clock, 1);
    sidecar.script('/api/tts/stream', () => refusal(503, 'overloaded', 'All places are taken'));
    for (let i = 0; i < 3; i++) await problemOf(() => start());
    expect(sidecar.asked.length).toBe(3);
  });
});
