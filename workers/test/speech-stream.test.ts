import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { type SpokenSamples, spokenSamples } from './spoken-samples.ts';
import { testApp } from './test-app.ts';

const HALF = Float32Array.of(0.5, -0.5);
const HALF_BYTES = [0x00, 0x40, 0x00, 0xc0];

const bytesOf = async (response: Response) => [...new Uint8Array(await response.arrayBuffer())];
const speaking = (spoken: SpokenSamples) => async () => spoken.speech;

describe('POST /api/tts/stream', () => {
  it('answers raw 16-bit samples with the headers of a stream', async () => {
    const response = await testApp().speak({ text: 'Hello' });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/octet-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': 'made-id',
      'x-sample-rate': '48000',
      'x-channels': '1',
      'x-content-type-options': 'nosniff',
      'server-timing': 'queue;dur=20.4, first-audio;dur=70.6, total;dur=0',
    });
    expect(response.headers.has('content-length')).toBe(false);
    expect(await bytesOf(response)).toEqual(HALF_BYTES);
  });

  it('orders what the body says', async () => {
    const app = testApp();
    await app.speak({ text: 'Hello', voice: 'Carter', sample_rate: 24_000, cfg_scale: 1.5, format: 'pcm' });
    expect(app.started[0]?.order).toMatchObject({
      service: 'vibevoice',
      text: 'Hello',
      voice: 'Carter',
      sampleRate: 24_000,
      options: { cfg_scale: 1.5 },
    });
  });

  it.each([
    { what: "the body's format", body: { format: 'wav' }, accept: '*/*', type: 'audio/wav' },
    { what: 'the Accept header', body: {}, accept: 'audio/wav', type: 'audio/wav' },
    { what: 'the body before the header', body: { format: 'pcm' }, accept: 'audio/wav', type: 'audio/octet-stream' },
    { what: 'the default when the header fits nothing', body: {}, accept: 'image/png', type: 'audio/octet-stream' },
    {
      what: 'events when asked for',
      body: { stream_format: 'sse' },
      accept: '*/*',
      type: 'text/event-stream; charset=utf-8',
    },
    { what: 'events by header', body: {}, accept: 'text/event-stream', type: 'text/event-stream; charset=utf-8' },
    {
      what: 'no events when refused',
      body: { stream_format: 'audio' },
      accept: 'text/event-stream',
      type: 'audio/octet-stream',
    },
  ])('takes $what', async ({ body, accept, type }) => {
    const response = await testApp().speak({ text: 'Hello', ...body }, { headers: { Accept: accept } });
    expect(response.headers.get('Content-Type')).toBe(type);
  });

  it('puts a WAV header before the samples', async () => {
    const bytes = await bytesOf(await testApp().speak({ text: 'Hello', format: 'wav' }));
    expect(String.fromCharCode(...bytes.slice(0, 4))).toBe('RIFF');
    expect(bytes.slice(44)).toEqual(HALF_BYTES);
  });

  it('names the fields that the service does not take, in a form fit for a header', async () => {
    const ignored = ['speed', 'bad name\r\nX-Evil: 1', 'ünicode', 'pitch'];
    const app = testApp({}, { startSpeech: speaking(spokenSamples([HALF], { ignored })) });
    const response = await app.speak({ text: 'Hello' });
    expect(response.headers.get('X-Ignored-Fields')).toBe('speed, pitch');
  });

  it('names them also before events, whose headers leave first', async () => {
    const response = await testApp().speak({ text: 'Hello', stream_format: 'sse', tempo: 2 });
    expect(response.headers.get('X-Ignored-Fields')).toBe('tempo');
    await response.body?.cancel();
  });

  it('answers exactly that when streaming is switched off', async () => {
    const app = testApp({ ENABLE_STREAMING: 'false' });
    const response = await app.speak({ text: 'Hello' });
    expect(response.status).toBe(503);
    expect(await response.text()).toBe(
      '{"error":"Streaming is disabled","message":"Set ENABLE_STREAMING=true to enable"}',
    );
    expect(app.started).toEqual([]);
  });

  it.each([
    { code: 'upstream_failed', status: 502 },
    { code: 'cold_start_timeout', status: 503, retryAfter: '5' },
    { code: 'upstream_rate_limited', status: 429, retryAfter: '5' },
    { code: 'first_audio_timeout', status: 504 },
  ] as const)('answers $status when $code comes before the first audio', async (failure) => {
    const { code, status } = failure;
    const app = testApp({}, { startSpeech: async () => Promise.reject(new Problem(code, 'It failed')) });
    const response = await app.speak({ text: 'Hello' });
    expect(response.status).toBe(status);
    expect(response.headers.get('Retry-After')).toBe('retryAfter' in failure ? failure.retryAfter : null);
    expect(await response.json()).toEqual({ error: 'It failed', code, tier: 'middleware', requestId: 'made-id' });
    expect(app.lines).toMatchObject([{ level: 'error', outcome: 'failed', code, status }]);
  });

  it('hides an error that nobody foresaw, and logs its class and place but not its message', async () => {
    const startSpeech = async () => {
      throw new RangeError('secret words');
    };
    const app = testApp({}, { startSpeech });
    const response = await app.speak({ text: 'Hello' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret words');
    expect(app.lines).toMatchObject([
      { outcome: 'failed', code: 'internal', fault: expect.stringMatching(/^RangeError < /) },
    ]);
    expect(JSON.stringify(app.lines)).not.toContain('secret words');
  });

  it('breaks when the speech breaks after the first audio, without a word of JSON', async () => {
    const spoken = spokenSamples([HALF, new Problem('upstream_gap', 'Chunk 2 never came')]);
    const app = testApp({}, { startSpeech: speaking(spoken) });
    const reader = (await app.speak({ text: 'Hello' })).body?.getReader();
    expect([...((await reader?.read())?.value ?? [])]).toEqual(HALF_BYTES);
    await expect(reader?.read()).rejects.toThrow('Chunk 2 never came');
    await app.idle();
    expect(app.lines).toMatchObject([{ outcome: 'failed', code: 'upstream_gap', status: 200, bytes: 4 }]);
  });

  it('sends a failure as an event, and then breaks', async () => {
    const startSpeech = async () => Promise.reject(new Problem('cold_start_timeout', 'No GPU came'));
    const app = testApp({}, { startSpeech });
    const reader = (await app.speak({ text: 'Hello', stream_format: 'sse' })).body?.getReader();
    const event = new TextDecoder().decode((await reader?.read())?.value);
    expect(event).toContain('event: speech.audio.error\n');
    expect(JSON.parse(event.slice(event.indexOf('{')))).toEqual({
      type: 'speech.audio.error',
      error: 'No GPU came',
      code: 'cold_start_timeout',
      tier: 'middleware',
      requestId: 'made-id',
    });
    await expect(reader?.read()).rejects.toThrow('No GPU came');
    await app.idle();
    expect(app.lines).toMatchObject([{ outcome: 'failed', code: 'cold_start_timeout', status: 200 }]);
  });
});

describe('the service of a request', () => {
  const at = (host: string) => ({ headers: { Host: host } });

  it.each([
    { what: 'the default', host: 'voxlane.example', body: {}, service: 'vibevoice' },
    { what: "the body's", host: 'voxlane.example', body: { service: 'chatterbox' }, service: 'chatterbox' },
    { what: "the subdomain's", host: 'chatterbox.voxlane.example', body: {}, service: 'chatterbox' },
    {
      what: 'both when they agree',
      host: 'Vibe-Voice.voxlane.example:8787',
      body: { service: 'vibevoice' },
      service: 'vibevoice',
    },
  ])('is $what', async ({ host, body, service }) => {
    const app = testApp();
    expect((await app.speak({ text: 'Hello', ...body }, at(host))).status).toBe(200);
    expect(app.started[0]?.order.service).toBe(service);
  });

  it('is not guessed when body and subdomain disagree', async () => {
    const response = await testApp().speak({ text: 'Hello', service: 'chatterbox' }, at('vibe-voice.voxlane.example'));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'service_mismatch', details: [{ allowed: ['vibevoice'] }] });
  });

  it('may be another default by setting', async () => {
    const app = testApp({ DEFAULT_SERVICE: 'chatterbox' });
    await app.speak({ text: 'Hello' });
    expect(app.started[0]?.order.service).toBe('chatterbox');
  });

  it('says which setting it lacks', async () => {
    const app = testApp({ CHATTERBOX_ENDPOINT: '' });
    const response = await app.speak({ text: 'Hello', service: 'chatterbox' });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      code: 'not_configured',
      error: 'Chatterbox is not available: set CHATTERBOX_ENDPOINT or RUNPOD_STREAMING_ENDPOINT',
    });
  });
});
