import { type LogLine, logTo } from '@voxlane/gateway';
import { Problem } from '@voxlane/schema';
import type { startSpeech as startSpeechType } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { spokenSamples } from './spoken-samples.ts';
import { testApp } from './test-app.ts';

describe('the log', () => {
  it('has one line for a stream, after its end, with what an operator asks for', async () => {
    const spoken = spokenSamples([new Float32Array(48_000)], { ignored: ['speed'], pieces: 2, jobs: ['a', 'b'] });
    const app = testApp({}, { startSpeech: async () => spoken.speech });
    const response = await app.speak({ text: 'Hello' }, { headers: { 'X-Request-Id': 'call-7' } });
    expect(app.lines).toEqual([]);
    await response.arrayBuffer();
    await app.idle();
    expect(app.lines).toEqual([
      {
        level: 'info',
        event: 'request',
        tier: 'middleware-cloudflare',
        requestId: 'call-7',
        method: 'POST',
        route: '/api/tts/stream',
        status: 200,
        outcome: 'done',
        totalMs: 0,
        service: 'vibevoice',
        voice: 'Alice',
        characters: 5,
        pieces: 2,
        queueMs: 20,
        firstAudioMs: 71,
        audioSeconds: 1,
        bytes: 96_000,
        jobs: ['a', 'b'],
        ignored: ['speed'],
      },
    ]);
  });

  it('tells of the jobs also when no speech came of them', async () => {
    const { report } = spokenSamples([], { jobs: ['a'], queueMs: 12 }).speech;
    const startSpeech: typeof startSpeechType = async (_, context) => {
      context.onReport?.(report);
      throw new Problem('upstream_failed', 'It failed');
    };
    const app = testApp({}, { startSpeech });
    await app.speak({ text: 'Hello' });
    await app.idle();
    expect(app.lines).toMatchObject([
      { status: 502, outcome: 'failed', code: 'upstream_failed', jobs: ['a'], queueMs: 12 },
    ]);
  });

  it.each([
    { what: 'a spoken text', body: { text: 'zanzibar' }, path: '/api/tts/stream' },
    { what: 'a voice that does not exist', body: { text: 'Hello', voice: 'zanzibar' }, path: '/api/tts/stream' },
    { what: 'a made-up field', body: { text: 'Hello', 'my zanzibar': 1 }, path: '/api/tts/stream' },
    { what: 'a path', body: {}, path: '/api/zanzibar?zanzibar=1' },
    { what: 'an API key', body: { text: 'Hello' }, path: '/api/tts/stream', key: 'zanzibar' },
    { what: 'a wrong API key', body: { text: 'Hello' }, path: '/api/tts/stream', key: 'zanzibar', keys: 'another' },
  ])('never quotes $what', async ({ body, path, key = 'none', keys }) => {
    const app = testApp({ API_KEYS: keys ?? key });
    const headers = {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${key}`,
      'X-Request-Id': '<zanzibar>',
    };
    const response = await app.send(path, { method: 'POST', headers, body: JSON.stringify(body) });
    await response.arrayBuffer();
    await app.idle();
    expect(app.lines).toHaveLength(1);
    expect(JSON.stringify(app.lines)).not.toContain('zanzibar');
  });

  it('never quotes a voice that only a sidecar could know, unless it has spoken', async () => {
    const report = {
      ...spokenSamples([]).speech.report,
      voice: 'zanzibar',
      firstAudioMs: undefined as number | undefined,
    };
    const startSpeech: typeof startSpeechType = async (_, context) => {
      context.onReport?.(report);
      throw new Problem('unknown_voice', 'There is no such voice');
    };
    const app = testApp({ SIDECAR_URL: 'https://sidecar.example' }, { startSpeech });
    const order = { text: 'Hello', service: 'echotts', voice: 'zanzibar' };
    expect((await app.speak(order)).status).toBe(400);
    report.firstAudioMs = 71;
    await app.speak(order);
    expect(app.lines.map(({ voice }) => voice)).toEqual([undefined, 'zanzibar']);
  });

  it.each([
    { level: 'info', kept: ['info', 'warn', 'error'] },
    { level: 'warn', kept: ['warn', 'error'] },
    { level: 'error', kept: ['error'] },
    { level: 'silent', kept: [] },
  ] as const)('at level $level keeps $kept', ({ level, kept }) => {
    const written: string[] = [];
    const log = logTo(level, (json) => written.push(json));
    for (const of of ['info', 'warn', 'error'] as const) log({ level: of } as LogLine);
    expect(written.map((json) => JSON.parse(json).level)).toEqual(kept);
  });

  it('tells who was asked, when the fallback speaks', async () => {
    const fallback = spokenSamples([Float32Array.of(0.5)], { service: 'chatterbox' });
    const app = testApp({}, { startSpeech: async () => fallback.speech });
    await (await app.speak({ text: 'Hello', service: 'vibevoice' })).arrayBuffer();
    await app.idle();
    expect(app.lines).toMatchObject([{ service: 'chatterbox', asked: 'vibevoice' }]);
  });
});
