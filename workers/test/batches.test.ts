import { decodeBase64, parseWavHeader } from '@voxlane/audio';
import { Problem } from '@voxlane/schema';
import type { SpeechOrder } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { spokenSamples } from './spoken-samples.ts';
import { testApp } from './test-app.ts';

const QWEN = { QWEN_ENDPOINT: 'https://gpu.example/v2/qwen' };

const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** Speaks one sample for each character, and fails for a text with `fail` in it. */
const counting = async ({ text }: SpeechOrder) => {
  if (text.includes('fail')) throw new Problem('upstream_failed', 'The GPU job failed');
  return spokenSamples([new Float32Array(text.length).fill(0.5)]).speech;
};
const app = (settings = {}) => testApp({ ...QWEN, ...settings }, { startSpeech: counting });
const samplesOf = (audio: string) => (decodeBase64(audio, { maxBytes: 100_000 }).byteLength - 44) / 2;

interface TtsResults {
  results: { success: boolean; audio?: string; error?: string; sample_rate?: number; code?: string }[];
}

describe('POST /tts/batch', () => {
  it('answers what came of each request, in their order', async () => {
    const requests = [{ text: 'one' }, { text: 'will fail' }, { text: 'three' }, { text: 'x', speaker: 'Siri' }];
    const response = await app().send('/tts/batch', post({ requests }));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    const { results, ...counts } = await response.json<TtsResults>();
    expect(counts).toEqual({ completed_count: 2, failed_count: 2 });
    expect(results.map(({ audio, error }) => error ?? samplesOf(audio ?? ''))).toEqual([
      3,
      'The GPU job failed',
      5,
      expect.stringContaining('Ryan'),
    ]);
    const wav = decodeBase64(results[0]?.audio ?? '', { maxBytes: 1_000 });
    expect(parseWavHeader(wav)).toMatchObject({ header: { sampleRate: results[0]?.sample_rate } });
    expect(new DataView(wav.buffer).getUint32(40, true)).toBe(6);
  });

  it('speaks two at a time, or as many as it is told to', async () => {
    for (const [most, settings] of [
      [2, {}],
      [5, { BATCH_AT_ONCE: '5' }],
    ] as const) {
      let now = 0;
      let seen = 0;
      const startSpeech = async (order: SpeechOrder) => {
        seen = Math.max(seen, ++now);
        await new Promise((resolve) => setTimeout(resolve, 1));
        now -= 1;
        return counting(order);
      };
      const requests = Array.from({ length: 10 }, (_, i) => ({ text: `Number ${i}` }));
      const response = await testApp({ ...QWEN, ...settings }, { startSpeech }).send('/tts/batch', post({ requests }));
      expect(await response.json()).toMatchObject({ completed_count: 10, failed_count: 0 });
      expect(seen).toBe(most);
    }
  });

  it.each([
    ['eleven items', { requests: Array.from({ length: 11 }, () => ({ text: 'x' })) }, ['requests'], '1 to 10'],
    ['none', { requests: [] }, ['requests'], '1 to 10'],
    ['no list', { text: 'x' }, ['requests'], '1 to 10'],
    ['5,001 characters', { requests: [{ text: 'x' }, { text: 'x'.repeat(5_001) }] }, ['requests', 1, 'text'], '5000'],
    ['pitch 2.1', { requests: [{ text: 'x', pitch: 2.1 }] }, ['requests', 0, 'pitch'], '0.5 to 2'],
    ['an item that is none', { requests: [{ text: 'x' }, 7] }, ['requests', 1], ''],
  ])('is refused as a whole for %s, with what is allowed', async (_what, body, loc, says) => {
    const other = app();
    const response = await other.send('/tts/batch', post(body));
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { code: 'invalid_request', detail: [{ loc: ['body', ...loc], msg: expect.stringContaining(says) }] },
    ]);
    expect(other.started).toEqual([]);
  });

  it('is refused as a whole where nobody could speak any of it', async () => {
    const response = await testApp().send('/tts/batch', post({ requests: [{ text: 'x' }, { text: 'y' }] }));
    expect([response.status, await response.json()]).toMatchObject([503, { code: 'not_configured' }]);
    const mixed = { requests: [{ text: 'x' }, { text: 'y', service: 'vibevoice' }] };
    expect(await (await testApp().send('/tts/batch', post(mixed))).json()).toMatchObject({
      results: [{ success: false, code: 'not_configured' }, { success: true }],
    });
  });

  it('tells of each item as it ends, where events are asked for', async () => {
    const first = Promise.withResolvers<void>();
    const startSpeech = async (order: SpeechOrder) => {
      if (order.text === 'slow') await first.promise;
      if (order.text === 'last') first.resolve();
      return counting(order);
    };
    const requests = [{ text: 'slow' }, { text: 'quick' }, { text: 'last' }];
    const accept = { Accept: 'text/event-stream' };
    const response = await testApp(QWEN, { startSpeech }).send('/tts/batch', post({ requests }, accept));
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const text = await response.text();
    const events = Array.from(text.matchAll(/^data: (.*)$/gm), ([, data = '']) => JSON.parse(data));
    expect(
      events
        .slice(0, 3)
        .map(({ index }) => index)
        .toSorted(),
    ).toEqual([0, 1, 2]);
    expect(events[0]).toMatchObject({ type: 'batch.item', index: 1, success: true, audio: expect.any(String) });
    expect(events[3]).toEqual({ type: 'batch.done', completed_count: 3, failed_count: 0 });
  });

  it('stops everything and begins nothing more when its listener leaves', async () => {
    const signals: AbortSignal[] = [];
    const startSpeech = (_order: SpeechOrder, { signal }: { signal: AbortSignal }) => {
      signals.push(signal);
      return new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    };
    const other = testApp(QWEN, { startSpeech });
    const requests = Array.from({ length: 5 }, () => ({ text: 'x' }));
    const reader = (await other.send('/tts/batch', post({ requests }))).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await other.idle();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(other.lines).toMatchObject([{ outcome: 'cancelled', items: 5, completed: 0 }]);
  });

  it('is one log line with what came of its items', async () => {
    const other = app();
    const requests = [{ text: 'Hello' }, { text: 'will fail' }, { text: 'x', speaker: 'Siri' }];
    await (await other.send('/tts/batch', post({ requests }))).text();
    await other.idle();
    expect(other.lines).toMatchObject([
      {
        route: '/tts/batch',
        status: 200,
        outcome: 'done',
        service: 'qwen',
        items: 3,
        completed: 1,
        failed: 2,
        characters: 14,
        jobs: ['job-1'],
      },
    ]);
    expect(JSON.stringify(other.lines)).not.toContain('Hello');
  });
});

describe('POST /v1/audio/speech/batch', () => {
  it('answers as vLLM-Omni does, with the fields beside the list for items without their own', async () => {
    const other = app();
    const items = [{ input: 'Hello' }, { input: 'Ho', voice: 'Carter', response_format: 'pcm' }, { input: '...' }];
    const body = { items, voice: { id: 'Mary' }, speed: 2, sample_rate: 16_000 };
    const response = await other.send('/v1/audio/speech/batch', post(body, { 'X-Request-Id': 'call-7' }));
    const answer = await response.json<{ results: { audio_data?: string }[] }>();
    expect(answer).toMatchObject({
      id: 'call-7',
      results: [
        { index: 0, status: 'success', media_type: 'audio/wav', usage: { input_tokens: 2 } },
        { index: 1, status: 'success', media_type: 'audio/pcm;rate=48000;channels=1' },
        { index: 2, status: 'error', error: expect.stringContaining('can be spoken') },
      ],
      total: 3,
      succeeded: 2,
      failed: 1,
    });
    expect(samplesOf(answer.results[0]?.audio_data ?? '')).toBe(5);
    expect(other.started.map(({ order }) => order)).toMatchObject([
      { service: 'vibevoice', voice: 'Mary', speed: 2, sampleRate: 16_000, format: 'wav' },
      { voice: 'Carter', format: 'pcm' },
    ]);
  });

  it('takes `requests` for `items`, and a service by its model', async () => {
    const other = app();
    const body = { requests: [{ input: 'Hello' }], model: 'qwen' };
    expect(await (await other.send('/v1/audio/speech/batch', post(body))).json()).toMatchObject({ succeeded: 1 });
    expect(other.started[0]?.order.service).toBe('qwen');
  });

  it.each([
    ['eleven items', { items: Array.from({ length: 11 }, () => ({ input: 'x' })) }, 'items', '1 to 10'],
    ['nothing', {}, 'items', '1 to 10'],
    ['a wrong field for all', { items: [{ input: 'x' }], speed: 9 }, 'speed', '0.25 to 4'],
    ['a wrong field', { items: [{ input: 'x' }, { input: 'x', pitch: 3 }] }, 'items.1.pitch', '0.5 to 2'],
    ['a long text', { items: [{ input: 'x' }, { input: 'x'.repeat(4_097) }] }, 'items.1.input', '4096'],
  ])('is refused as a whole for %s', async (_what, body, param, says) => {
    const response = await app().send('/v1/audio/speech/batch', post(body));
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { param, message: expect.stringContaining(says), type: 'invalid_request_error' } },
    ]);
  });

  it('has an item in a format that is not encoded here fail by itself', async () => {
    const items = [{ input: 'x', response_format: 'aac' }, { input: 'y', response_format: 'mp3' }, { input: 'z' }];
    expect(await (await app().send('/v1/audio/speech/batch', post({ items }))).json()).toMatchObject({
      results: [{ status: 'error', code: 'invalid_request' }, { status: 'error' }, { status: 'success' }],
    });
  });
});
