import { parseWavHeader } from '@voxlane/audio';
import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { spokenSamples } from './spoken-samples.ts';
import { testApp } from './test-app.ts';

const QWEN = { QWEN_ENDPOINT: 'https://gpu.example/v2/qwen' };

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
/** Three blocks of 12,000 samples. */
const speech = () => spokenSamples([1, 2, 3].map((level) => new Float32Array(12_000).fill(level / 10))).speech;
const SPEAKING = { startSpeech: async () => speech() };

describe('POST /tts', () => {
  it('is the whole clip with its length, and exact sizes in its header', async () => {
    const response = await testApp(QWEN, SPEAKING).send('/tts', post({ text: 'Hello' }));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(44 + 72_000),
      'x-sample-rate': '48000',
    });
    const bytes = await bytesOf(response);
    expect(bytes).toHaveLength(44 + 72_000);
    expect(parseWavHeader(bytes)).toMatchObject({ header: { sampleRate: 48_000 } });
    expect(new DataView(bytes.buffer).getUint32(40, true)).toBe(72_000);
  });

  it('is a stream after all where it is too long to hold', async () => {
    const minute = new Float32Array(60 * 48_000);
    const startSpeech = async () => spokenSamples([minute, minute, minute, minute]).speech;
    const response = await testApp(QWEN, { startSpeech }).send('/tts', post({ text: 'Hello' }));
    expect(response.headers.get('content-length')).toBeNull();
    expect(await bytesOf(response)).toHaveLength(44 + 4 * 2 * minute.length);
  });
});

describe('POST /tts/stream', () => {
  it('is a header by itself, then pieces of 8 KiB', async () => {
    const response = await testApp(QWEN, SPEAKING).send('/tts/stream', post({ text: 'Hello' }));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    const sizes = await Array.fromAsync(response.body ?? [], ({ byteLength }) => byteLength);
    expect(sizes).toEqual([44, ...Array.from({ length: 8 }, () => 8_192), 72_000 - 8 * 8_192]);
  });

  it('waits with its status for the first audio', async () => {
    const startSpeech = () => Promise.reject(new Problem('upstream_failed', 'The GPU job failed'));
    const response = await testApp(QWEN, { startSpeech }).send('/tts/stream', post({ text: 'Hello' }));
    expect([response.status, await response.json()]).toEqual([
      502,
      { detail: 'The GPU job failed', code: 'upstream_failed' },
    ]);
  });

  it('breaks when the speech does, and releases it when the listener leaves', async () => {
    const broken = spokenSamples([new Float32Array(9_000), new Problem('upstream_gap', 'Chunk 2 never came')]);
    const app = testApp(QWEN, { startSpeech: async () => broken.speech });
    await expect((await app.send('/tts/stream', post({ text: 'Hello' }))).arrayBuffer()).rejects.toThrow();
    const left = spokenSamples([new Float32Array(9_000), new Float32Array(9_000)]);
    const other = testApp(QWEN, { startSpeech: async () => left.speech });
    const reader = (await other.send('/tts/stream', post({ text: 'Hello' }))).body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
    await other.idle();
    expect([left.released, other.lines[0]?.outcome]).toEqual([1, 'cancelled']);
  });

  it('is switched off by ENABLE_STREAMING, which leaves the others', async () => {
    const app = testApp({ ...QWEN, ENABLE_STREAMING: 'false' }, SPEAKING);
    const response = await app.send('/tts/stream', post({ text: 'Hello' }));
    expect([response.status, await response.json()]).toEqual([
      503,
      { detail: 'Streaming is disabled; set ENABLE_STREAMING=true to enable', code: 'streaming_disabled' },
    ]);
    for (const [path, body] of [
      ['/tts', { text: 'Hello' }],
      ['/tts/batch', { requests: [{ text: 'Hello' }] }],
      ['/v1/audio/speech', { input: 'Hello', response_format: 'wav' }],
      ['/v1/audio/speech/batch', { items: [{ input: 'Hello' }] }],
    ] as const) {
      const other = await app.send(path, post(body));
      expect(other.status, path).toBe(200);
      await other.arrayBuffer();
    }
  });
});

describe('a request of the Qwen contract', () => {
  it('is for Qwen, at its own rate, in English, unless it says otherwise', async () => {
    const app = testApp(QWEN);
    const tuned = { speaker: 'ryan', language: 'English', speed: 1.5, pitch: 0.5, instruct: 'calm', pieces: false };
    for (const body of [{ text: 'Hello' }, { text: 'Hello', ...tuned }, { text: 'Hello', service: 'chatterbox' }]) {
      await (await app.send('/tts', post(body))).arrayBuffer();
    }
    const [plain, all, other] = app.started.map(({ order }) => order);
    expect(plain).toMatchObject({ service: 'qwen', voice: undefined, sampleRate: undefined });
    expect(plain?.options).toEqual({ language: 'English' });
    expect(all).toMatchObject({ voice: 'ryan', speed: 1.5, pitch: 0.5, pieces: false });
    expect(all?.options).toEqual({ language: 'English', instruct: 'calm' });
    expect(other).toMatchObject({ service: 'chatterbox', options: {} });
  });

  it('is for the service of the subdomain', async () => {
    const app = testApp(QWEN);
    const url = 'https://chatterbox.voxlane.example/tts';
    await (await app.send(url, post({ text: 'Hello' }))).arrayBuffer();
    expect(app.started[0]?.order.service).toBe('chatterbox');
    const response = await app.send(url, post({ text: 'Hello', service: 'qwen' }));
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'service_mismatch' }]);
  });

  it.each([
    ['5,001 characters', { text: 'x'.repeat(5_001) }, 'text', 'must be a text of 1 to 5000 characters'],
    ['no text', {}, 'text', 'must be a text of 1 to 5000 characters'],
    ['pitch 2.1', { text: 'Hi', pitch: 2.1 }, 'pitch', 'must be a number from 0.5 to 2'],
    ['speed 0', { text: 'Hi', speed: 0 }, 'speed', 'must be a number from 0.25 to 4'],
    ['nothing to say', { text: ' ... ' }, 'text', 'must hold at least one letter, digit or symbol that can be spoken'],
  ])('is refused for %s', async (_what, body, field, msg) => {
    for (const path of ['/tts', '/tts/stream']) {
      const app = testApp(QWEN);
      const response = await app.send(path, post(body));
      const detail = [{ loc: ['body', field], msg, type: 'value_error' }];
      expect([response.status, await response.json()]).toEqual([400, { detail, code: 'invalid_request' }]);
      expect(app.started).toEqual([]);
    }
  });

  it.each([
    ['an unknown speaker', { text: 'Hi', speaker: 'Siri' }, 'unknown_voice', 'Ryan'],
    ['an unknown language', { text: 'Hi', language: 'Klingon' }, 'unknown_language', 'English'],
    ['an unknown service', { text: 'Hi', service: 'siri' }, 'unknown_service', 'qwen'],
    ['a malformed body', '{"text":', 'invalid_json', 'JSON object'],
    ['a list', '[]', 'invalid_json', 'JSON object'],
  ])('is refused for %s with a sentence that says what there is', async (_what, body, code, says) => {
    const SERVICES = { qwen: { languages: ['English', 'German'] } };
    const response = await testApp({ ...QWEN, SERVICES }).send('/tts/stream', post(body));
    const answer = await response.json();
    expect([response.status, answer]).toMatchObject([400, { code, detail: expect.anything() }]);
    expect(JSON.stringify(answer)).toContain(says);
  });

  it('needs a key where there are any, and is counted', async () => {
    for (const path of ['/tts', '/tts/stream', '/tts/batch']) {
      const closed = await testApp({ ...QWEN, API_KEYS: 'k' }).send(path, post({ text: 'Hi' }));
      expect([closed.status, await closed.json()], path).toMatchObject([401, { detail: expect.any(String) }]);
      const busy = await testApp(QWEN, { rateLimit: async () => false }).send(path, post({ text: 'Hi' }));
      expect([busy.status, busy.headers.get('retry-after')], path).toEqual([429, '10']);
    }
  });

  it('is logged as every speech is', async () => {
    const app = testApp(QWEN, SPEAKING);
    await (await app.send('/tts/stream', post({ text: 'Hello' }))).arrayBuffer();
    await app.idle();
    expect(app.lines).toMatchObject([
      { route: '/tts/stream', asked: 'qwen', outcome: 'done', bytes: 44 + 72_000, characters: 5 },
    ]);
  });
});
