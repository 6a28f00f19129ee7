import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { readExposition } from '../../test/exposition.ts';
import { bodyOf } from '../../test/hand-fed-body.ts';
import { madeSpeech } from '../../test/made-speech.ts';
import { settle } from '../../test/settle.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { CodecModel } from '../codec/codec-model.ts';

async function read(app: TestApp): Promise<Map<string, number>> {
  const response = await app.send('/metrics');
  expect(response.headers.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return readExposition(await response.text());
}

describe('GET /metrics', () => {
  it('is text that Prometheus reads, the process included', async () => {
    const samples = await read(testApp());
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(0);
    expect(samples.get('voxlane_streams_limit')).toBe(16);
    expect(samples.get('voxlane_model_loaded')).toBe(1);
    expect(samples.get('voxlane_warm_up_real_time_factor')).toBe(0.05);
    expect(samples.get('voxlane_decode_seconds_total')).toBe(0);
  });

  it('claims no speed before the model is loaded', async () => {
    const samples = await read(testApp({}, { model: new CodecModel() }));
    expect(samples.get('voxlane_model_loaded')).toBe(0);
    expect(samples.get('voxlane_warm_up_real_time_factor')).toBeNaN();
  });

  it('shows who speaks and who waits', async () => {
    const app = testApp({ MAX_STREAMS: 1 });
    const { signal } = new AbortController();
    const ticket = app.line.enter(signal);
    app.line.enter(signal);
    const samples = await read(app);
    expect([samples.get('voxlane_streams'), samples.get('voxlane_streams_waiting')]).toEqual([1, 1]);
    ticket.leave();
    expect((await read(app)).get('voxlane_streams_waiting')).toBe(0);
  });

  it('counts what was decoded', async () => {
    const app = testApp();
    await (await app.decode()).arrayBuffer();
    await app.idle();
    const samples = await read(app);
    expect(samples.get('voxlane_audio_seconds_total')).toBeCloseTo(0.08, 9);
    expect(samples.get('voxlane_requests_total{route="/v1/decode",outcome="done",code=""}')).toBe(1);
    expect(samples.get('voxlane_real_time_factor_count')).toBe(1);
    expect(samples.get('voxlane_first_audio_seconds_count{route="/v1/decode"}')).toBe(1);
  });

  it('counts the wait for a place among the time to the first audio', async () => {
    const speech = madeSpeech([Float32Array.of(0.5)]).speech;
    speech.report.firstAudioMs = 500;
    const app = testApp({ MAX_STREAMS: 1 }, { startSpeech: async () => speech });
    const before = app.line.enter(new AbortController().signal);
    const answer = app.speak({ text: 'Hello' });
    await settle();
    app.clock.advance(1_500);
    before.leave();
    await (await answer).arrayBuffer();
    await app.idle();
    const samples = await read(app);
    expect(samples.get('voxlane_first_audio_seconds_sum{route="/api/tts/stream"}')).toBe(2);
  });

  it('counts a stream without sound in no speed', async () => {
    const app = testApp();
    await (await app.decode('', bodyOf('hello'))).text();
    const samples = await read(app);
    expect(samples.get('voxlane_real_time_factor_count')).toBe(0);
    expect(samples.get('voxlane_requests_total{route="/v1/decode",outcome="refused",code="invalid_request"}')).toBe(1);
  });

  it.each([
    ['upstream_failed', 1],
    ['cold_start_timeout', 1],
    ['chunk_timeout', 1],
    ['total_timeout', undefined],
    ['internal', undefined],
  ] as const)('counts %s among the faults of the speech model: %s', async (code, count) => {
    const app = testApp({}, { startSpeech: () => Promise.reject(new Problem(code, 'It failed')) });
    await (await app.speak({ text: 'Hello' })).text();
    expect((await read(app)).get(`voxlane_upstream_errors_total{code="${code}"}`)).toBe(count);
  });

  it('counts paths that a client made up as one', async () => {
    const app = testApp();
    for (const path of ['/a', '/b"\\', '/c']) await app.send(path);
    const samples = await read(app);
    expect(samples.get('voxlane_requests_total{route="(unmatched)",outcome="refused",code="not_found"}')).toBe(3);
  });
});
