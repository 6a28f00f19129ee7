import { describe, expect, it } from 'vitest';
import { manualClock } from '../../packages/gateway/test/manual-clock.ts';
import { testApp } from './test-app.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const MEGABYTE = 1_000_000;

/** What is wrong, how it is sent, what must come back, and what the answer must say would be right. */
interface BadRequest {
  what: string;
  body?: unknown;
  init?: RequestInit;
  path?: string;
  status: number;
  code: string;
  says: RegExp;
}

const TEXT = { text: 'Hello' };

const FAULTS: BadRequest[] = [
  { what: 'no text', body: {}, status: 400, code: 'invalid_request', says: /'text': is required/ },
  { what: 'empty text', body: { text: '' }, status: 400, code: 'invalid_request', says: /at least one letter/ },
  { what: 'blank text', body: { text: ' \n\t ' }, status: 400, code: 'invalid_request', says: /at least one letter/ },
  { what: 'text of the wrong type', body: { text: 5 }, status: 400, code: 'invalid_request', says: /must be a string/ },
  {
    what: 'text above the limit',
    body: { text: 'a'.repeat(100_001) },
    status: 400,
    code: 'text_too_long',
    says: /at most 100000/,
  },
  {
    what: 'voice of the wrong type',
    body: { ...TEXT, voice: ['Alice'] },
    status: 400,
    code: 'invalid_request',
    says: /'voice'.*string/,
  },
  {
    what: 'unknown voice',
    body: { ...TEXT, voice: 'Nobody' },
    status: 400,
    code: 'unknown_voice',
    says: /Alice.*Carter/,
  },
  {
    what: 'unknown service',
    body: { ...TEXT, service: 'siri' },
    status: 400,
    code: 'unknown_service',
    says: /vibevoice, chatterbox, echotts, qwen/,
  },
  {
    what: 'service of the wrong type',
    body: { ...TEXT, service: 7 },
    status: 400,
    code: 'invalid_request',
    says: /'service'.*vibevoice/,
  },
  {
    what: 'unknown format',
    body: { ...TEXT, format: 'midi' },
    status: 400,
    code: 'invalid_request',
    says: /'format'.*pcm.*wav/,
  },
  {
    what: 'unknown framing',
    body: { ...TEXT, stream_format: 'xml' },
    status: 400,
    code: 'invalid_request',
    says: /'stream_format'.*audio.*sse/,
  },
  {
    what: 'bad sample rate',
    body: { ...TEXT, sample_rate: 12_345 },
    status: 400,
    code: 'invalid_request',
    says: /'sample_rate': must be one of 8000.*48000/,
  },
  {
    what: 'option out of range',
    body: { ...TEXT, cfg_scale: 99 },
    status: 400,
    code: 'invalid_request',
    says: /cfg_scale.*from 0.1 to 10/,
  },
  {
    what: 'malformed JSON',
    init: { body: '{"text": "Hello", oops}' },
    status: 400,
    code: 'invalid_json',
    says: /position 18.*JSON object/,
  },
  {
    what: 'JSON that ends early',
    init: { body: '{"text"' },
    status: 400,
    code: 'invalid_json',
    says: /not valid JSON/,
  },
  { what: 'empty body', init: { body: '' }, status: 400, code: 'invalid_json', says: /is empty.*JSON object/ },
  { what: 'no body', init: {}, status: 400, code: 'invalid_json', says: /is empty/ },
  {
    what: 'invalid UTF-8',
    init: { body: new Uint8Array([0x7b, 0xff, 0x7d]) },
    status: 400,
    code: 'invalid_json',
    says: /UTF-8/,
  },
  { what: 'JSON array', body: [TEXT], status: 400, code: 'invalid_json', says: /must be a JSON object.*not an array/ },
  { what: 'JSON null', body: null, status: 400, code: 'invalid_json', says: /not null/ },
  { what: 'JSON string', body: 'Hello', status: 400, code: 'invalid_json', says: /not a string/ },
  {
    what: 'wrong content type',
    init: { body: 'text=Hello', headers: { 'Content-Type': 'text/plain' } },
    status: 415,
    code: 'unsupported_media_type',
    says: /application\/json/,
  },
  {
    what: 'compressed body',
    init: { body: 'x', headers: { ...JSON_TYPE, 'Content-Encoding': 'gzip' } },
    status: 415,
    code: 'unsupported_media_type',
    says: /not be compressed/,
  },
  { what: 'wrong method', init: { method: 'GET' }, status: 405, code: 'method_not_allowed', says: /POST, OPTIONS/ },
  {
    what: 'unknown path',
    path: '/api/tts/steam',
    body: TEXT,
    status: 404,
    code: 'not_found',
    says: /\/api\/tts\/stream/,
  },
  {
    what: 'service without an adapter',
    body: { ...TEXT, service: 'echotts' },
    status: 503,
    code: 'not_configured',
    says: /EchoTTS.*sidecar/,
  },
  {
    what: 'service that is not set up',
    body: { ...TEXT, service: 'qwen' },
    status: 503,
    code: 'not_configured',
    says: /Qwen TTS.*QWEN_ENDPOINT/,
  },
];

function initOf({ body, init }: BadRequest): RequestInit {
  return { method: 'POST', headers: JSON_TYPE, ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...init };
}

describe('a bad request', () => {
  it.each(FAULTS)('with $what is answered $status $code', async (fault) => {
    const app = testApp();
    const response = await app.send(fault.path ?? '/api/tts/stream', initOf(fault));
    const answer = await response.json();
    expect(response.status).toBe(fault.status);
    expect(answer).toMatchObject({ code: fault.code, tier: 'middleware', requestId: 'made-id' });
    expect(answer).toHaveProperty('error', expect.stringMatching(fault.says));
    expect(response.headers.get('Content-Type')).toMatch(/^application\/json/);
    expect(response.headers.get('X-Request-Id')).toBe('made-id');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(app.started).toEqual([]);
    expect(app.lines).toMatchObject([{ outcome: 'refused', code: fault.code, status: fault.status }]);
  });

  it.each(FAULTS.filter(({ status }) => status === 400))(
    'with $what is the same for a listener of events',
    async (fault) => {
      const init = initOf(fault);
      const headers = { ...JSON_TYPE, Accept: 'text/event-stream' };
      const response = await testApp().send('/api/tts/stream', { ...init, headers });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: fault.code });
    },
  );

  it('lists every field that is wrong', async () => {
    const response = await testApp().speak({ text: '', sample_rate: 1, format: 'midi' });
    const { details } = await response.json<{ details: { path: string }[] }>();
    expect(details.map(({ path }) => path).sort()).toEqual(['format', 'sample_rate', 'text']);
  });

  it('names the allowed methods of a path', async () => {
    const app = testApp();
    const allowed = async (path: string) => (await app.send(path, { method: 'DELETE' })).headers.get('Allow');
    expect(await allowed('/api/tts/stream')).toBe('POST, OPTIONS');
    expect(await allowed('/health')).toBe('GET, HEAD, OPTIONS');
  });

  it('that says it is too large is not read at all', async () => {
    let pulls = 0;
    const response = await testApp().send('/api/tts/stream', {
      method: 'POST',
      headers: { ...JSON_TYPE, 'Content-Length': String(50 * MEGABYTE) },
      body: endlessBody(() => {
        pulls += 1;
      }),
    });
    expect(response.status).toBe(413);
    expect(pulls).toBeLessThanOrEqual(1);
  });

  it('that turns out too large, at 50 MB, is answered and never held', async () => {
    let pulls = 0;
    const body = endlessBody(() => {
      pulls += 1;
    });
    const response = await testApp().send('/api/tts/stream', { method: 'POST', headers: JSON_TYPE, body });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'body_too_large', error: expect.stringContaining('1048576') });
    expect(pulls).toBeGreaterThan(10);
    expect(pulls * 100_000, 'an endless body is cut').toBeLessThan(80_000_000);
  });

  it('that never arrives whole is answered when TIMEOUT_MS is over', async () => {
    const clock = manualClock();
    const app = testApp({ TIMEOUT_MS: 2_000 }, { clock });
    const trickle = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) });
    const answer = app.send('/api/tts/stream', { method: 'POST', headers: JSON_TYPE, body: trickle });
    await clock.asleep;
    clock.advance(2_000);
    const response = await answer;
    expect(response.status).toBe(408);
    expect(await response.json()).toMatchObject({
      code: 'request_timeout',
      error: expect.stringContaining('2000 ms (TIMEOUT_MS)'),
    });
    expect(app.lines).toMatchObject([{ outcome: 'refused', code: 'request_timeout', status: 408, totalMs: 2_000 }]);
  });

  it.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/ld+json'])(
    'is not one of type %s',
    async (type) => {
      expect((await testApp().speak({ text: 'Hello' }, { headers: { 'Content-Type': type } })).status).toBe(200);
    },
  );
});

/** 50 MB in pieces of 100 kB, none of which exists before it is asked for. */
function endlessBody(onPull: () => void): ReadableStream<Uint8Array> {
  let left = 500;
  return new ReadableStream(
    {
      pull(controller) {
        onPull();
        if (left-- === 0) controller.close();
        else controller.enqueue(new Uint8Array(MEGABYTE / 10).fill(0x20));
      },
    },
    { highWaterMark: 0 },
  );
}
