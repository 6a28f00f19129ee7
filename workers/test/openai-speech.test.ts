import { encodeBase64 } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { spokenSamples } from './spoken-samples.ts';
import { testApp } from './test-app.ts';

/** `POST /v1/audio/speech`, and the order that came of it. */
async function speech(body: unknown, settings: Record<string, unknown> = {}) {
  const app = testApp(settings, { startSpeech: async () => spokenSamples([Float32Array.of(0.5, -0.5)]).speech });
  const response = await app.send('/v1/audio/speech', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { app, response, order: app.started[0]?.order };
}

describe('POST /v1/audio/speech', () => {
  it('takes the fields of OpenAI', async () => {
    const { response, order } = await speech({
      model: 'gpt-4o-mini-tts',
      input: 'Hello',
      voice: { id: 'alloy' },
      instructions: 'calmly',
      response_format: 'pcm',
      speed: 1.5,
    });
    expect(response.status).toBe(200);
    expect(order).toMatchObject({
      service: 'vibevoice',
      text: 'Hello',
      voice: 'alloy',
      sampleRate: 24_000,
      speed: 1.5,
      options: { instruct: 'calmly' },
    });
  });

  it.each([
    [{}, 'vibevoice'],
    [{ model: 'chatterbox' }, 'chatterbox'],
    [{ service: 'chatterbox', model: 'tts-1' }, 'chatterbox'],
    [{ service: null, sample_rate: null, stream: null, seed: null, language: null }, 'vibevoice'],
    [{ model: null, voice: null, speed: null, backend: 'unknown fields are passed over' }, 'vibevoice'],
  ])('needs no more than the input: %o', async (more, service) => {
    const { response, order } = await speech({ input: 'Hello', response_format: 'wav', ...more });
    expect([response.status, order?.service]).toEqual([200, service]);
  });

  it.each([
    ['pcm', undefined, 'audio/pcm;rate=24000;channels=1', 24_000],
    ['pcm', 48_000, 'audio/pcm;rate=48000;channels=1', 48_000],
    ['wav', undefined, 'audio/wav', 48_000],
    ['flac', 16_000, 'audio/flac', 16_000],
  ])('answers %s at %s Hz as %s', async (response_format, sample_rate, type, rate) => {
    const { response, order } = await speech({ input: 'Hello', response_format, sample_rate });
    expect([response.headers.get('content-type'), order?.sampleRate]).toEqual([type, rate]);
  });

  it('streams events with the audio in the format that was asked for', async () => {
    const { response } = await speech({ input: 'Hello', response_format: 'pcm', stream_format: 'sse' });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const audio = encodeBase64(Uint8Array.of(0, 64, 0, 192));
    const usage = { input_tokens: 2, output_tokens: 1, total_tokens: 3 };
    expect(await response.text()).toBe(
      `data: {"type":"speech.audio.delta","audio":"${audio}"}\n\n` +
        `data: ${JSON.stringify({ type: 'speech.audio.done', usage })}\n\n`,
    );
  });

  it.each([
    [{ input: '' }, 'input'],
    [{}, 'input'],
    [{ input: 'x', speed: 5 }, 'speed'],
    [{ input: 'x', response_format: 'ogg' }, 'response_format'],
    [{ input: 'x', response_format: 'aac' }, 'response_format'],
    [{ input: 'x', voice: 3 }, 'voice'],
    [{ input: 'x', voice: 'nobody', response_format: 'wav' }, 'voice'],
    [{ input: 'x', sample_rate: 1 }, 'sample_rate'],
  ])('refuses %o in the shape of OpenAI and names the field', async (body, param) => {
    const { response } = await speech(body);
    expect(response.status).toBe(400);
    const message = expect.any(String);
    expect(await response.json()).toEqual({
      error: { message, type: 'invalid_request_error', param, code: expect.any(String) },
    });
  });

  it('has exact sizes and its length when it is not to be streamed', async () => {
    const { response } = await speech({ input: 'Hello', response_format: 'wav', stream: false });
    const bytes = new DataView(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
    expect([bytes.getUint32(4, true), bytes.getUint32(40, true)]).toEqual([
      bytes.byteLength - 8,
      bytes.byteLength - 44,
    ]);
  });

  it("is held to OpenAI's longest text, or to a setting", async () => {
    const input = 'a'.repeat(4_097);
    const { response } = await speech({ input, response_format: 'wav' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: 'input', code: 'text_too_long' } });
    expect((await speech({ input, response_format: 'wav' }, { MAX_INPUT_CHARACTERS: 5_000 })).response.status).toBe(
      200,
    );
    const both = { MAX_INPUT_CHARACTERS: 5_000, MAX_TEXT_CHARACTERS: 100 };
    expect((await speech({ input, response_format: 'wav' }, both)).response.status).toBe(400);
  });

  it('knows services by the names of MODELS', async () => {
    const settings = { MODELS: 'x:y:chatterbox, tts-1:vibevoice' };
    const { order } = await speech({ input: 'x', model: 'x:y', response_format: 'wav' }, settings);
    expect(order?.service).toBe('chatterbox');
  });

  it('lets events wait longer for a GPU where a setting says so', async () => {
    const limitOf = async (stream_format: string, settings: Record<string, unknown>) => {
      const { app, response } = await speech({ input: 'x', response_format: 'wav', stream_format }, settings);
      await response.text();
      return app.started[0]?.context.limits.queueMs;
    };
    const settings = { QUEUE_TIMEOUT_MS: 25_000, EVENTS_QUEUE_TIMEOUT_MS: 180_000 };
    expect([await limitOf('audio', settings), await limitOf('sse', settings)]).toEqual([25_000, 180_000]);
    expect(await limitOf('sse', { QUEUE_TIMEOUT_MS: 25_000 })).toBe(25_000);
  });

  it('says which formats are served to who asks for another', async () => {
    // The app of the tests has the formats that need no WebAssembly.
    const { response } = await speech({ input: 'x', response_format: 'opus' });
    expect(await response.text()).toContain('pcm, wav, flac');
  });

  it('needs a key where keys are set', async () => {
    const { response } = await speech({ input: 'x' }, { API_KEYS: 'k' });
    expect([response.status, response.headers.has('WWW-Authenticate')]).toEqual([401, true]);
  });

  it('goes on while the streaming route is switched off', async () => {
    const { response } = await speech({ input: 'x', response_format: 'wav' }, { ENABLE_STREAMING: 'false' });
    expect(response.status).toBe(200);
  });

  it('shares the memory of failing services with the streaming route', async () => {
    const { app } = await speech({ input: 'x', response_format: 'wav' });
    await app.speak({ text: 'x' });
    const [first, second] = app.started.map(({ context }) => context.breaker);
    expect(first).toBeDefined();
    expect(second).toBe(first);
  });
});
