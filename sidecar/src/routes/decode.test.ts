import { describe, expect, it } from 'vitest';
import { TOKEN_SAMPLES } from '../../test/fake-decoder.ts';
import { bodyOf, handFedBody } from '../../test/hand-fed-body.ts';
import { settle } from '../../test/settle.ts';
import { TOKENS, testApp } from '../../test/test-app.ts';

/** Bytes of two tokens at 48 kHz. */
const SOUND_BYTES = 2 * TOKEN_SAMPLES * 2;

describe('POST /v1/decode', () => {
  it('answers tokens with raw samples', async () => {
    const app = testApp();
    const response = await app.decode();
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/octet-stream',
      'transfer-encoding': 'chunked',
      'cache-control': 'no-cache, no-transform',
      'x-sample-rate': '48000',
      'x-channels': '1',
      'x-pieces': '1',
      'server-timing': 'wait;dur=0, first-chunk;dur=0, decode;dur=0, first-audio;dur=0, total;dur=0',
    });
    const bytes = await response.arrayBuffer();
    expect(bytes.byteLength).toBe(SOUND_BYTES);
    expect(new Int16Array(bytes).every((sample) => sample === 8_192)).toBe(true);
    await app.idle();
    expect([app.line.active, app.decoder.open]).toEqual([0, 0]);
  });

  it('sounds while tokens still come', async () => {
    const body = handFedBody();
    const app = testApp();
    body.send(TOKENS);
    const reader = (await app.decode('', body.stream)).body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(SOUND_BYTES);
    const next = reader?.read();
    await settle();
    body.send({ tokens: [1] });
    expect((await next)?.value).toHaveLength(SOUND_BYTES / 2);
    body.end();
    expect(await reader?.read()).toEqual({ done: true, value: undefined });
  });

  it.each([
    ['?format=wav', 'audio/wav', 44 + SOUND_BYTES, '48000'],
    ['?sample_rate=24000', 'audio/octet-stream', SOUND_BYTES / 2, '24000'],
    ['?format=pcm&sample_rate=48000&more=1', 'audio/octet-stream', SOUND_BYTES, '48000'],
  ])('with %s gives %s', async (query, type, length, rate) => {
    const response = await testApp().decode(query);
    expect([response.headers.get('Content-Type'), response.headers.get('X-Sample-Rate')]).toEqual([type, rate]);
    expect((await response.arrayBuffer()).byteLength).toBe(length);
  });

  it('takes the format from the Accept header', async () => {
    const response = await testApp().decode('', bodyOf(TOKENS), { headers: { Accept: 'audio/wav' } });
    expect(response.headers.get('Content-Type')).toBe('audio/wav');
    await response.body?.cancel();
  });

  it.each([
    ['?format=mp3', 'format', /ask for pcm, wav, flac/],
    ['?format=ogg', 'format', /must be one of pcm, wav, flac, mp3/],
    ['?stream_format=json', 'stream_format', /must be audio or sse/],
    ['?sample_rate=11025', 'sample_rate', /must be one of 8000, 16000/],
    ['?sample_rate=', 'sample_rate', /must be one of/],
    ['?sample_rate=fast', 'sample_rate', /./],
  ])('refuses %s', async (query, param, says) => {
    const app = testApp();
    const response = await app.decode(query);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { message: string } };
    expect(error).toMatchObject({ type: 'invalid_request_error', param, code: 'invalid_request' });
    expect(error.message).toMatch(says);
    expect(app.line.active).toBe(0);
  });

  it('refuses a request without a body', async () => {
    const response = await testApp().send('/v1/decode', { method: 'POST' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('has no body') } });
  });

  it('refuses a compressed body, which would only look like wrong tokens', async () => {
    const app = testApp();
    const response = await app.decode('', bodyOf(TOKENS), { headers: { 'Content-Encoding': 'gzip' } });
    expect([response.status, response.headers.get('Accept-Encoding')]).toEqual([415, 'identity']);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining('must not be compressed') },
    });
    expect(app.line.active).toBe(0);
  });

  it.each([
    [[], 400, 'holds no tokens'],
    [['hello'], 400, 'cannot be decoded'],
    [[{ tokens: [1] }], 400, 'no embedding'],
    [[{ ...TOKENS, tokens: [1_000] }], 400, 'from 0 to 999'],
  ])('answers a body of %j with status %d', async (values, status, says) => {
    const app = testApp();
    const response = await app.decode('', bodyOf(...values));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { type: 'invalid_request_error', code: 'invalid_request', message: expect.stringContaining(says) },
    });
    expect([app.line.active, app.decoder.open]).toEqual([0, 0]);
  });

  it('answers 408 when no tokens come', async () => {
    const app = testApp();
    const answer = app.decode('', handFedBody().stream);
    await app.clock.asleep;
    app.clock.advance(30_000);
    expect((await answer).status).toBe(408);
    expect(app.line.active).toBe(0);
  });

  it('breaks at tokens that cannot be, once it sounds', async () => {
    const app = testApp();
    const reader = (await app.decode('', bodyOf(TOKENS, { tokens: [-1] }))).body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(SOUND_BYTES);
    await expect(reader?.read()).rejects.toMatchObject({ code: 'invalid_request' });
    await app.idle();
    expect(app.lines).toMatchObject([{ outcome: 'failed', code: 'invalid_request', bytes: SOUND_BYTES }]);
    expect(app.line.active).toBe(0);
  });

  it.each([0, 1])('stops decoding when the listener leaves after %d blocks', async (blocks) => {
    const body = handFedBody();
    const app = testApp();
    body.send(TOKENS);
    const reader = (await app.decode('', body.stream)).body?.getReader();
    for (let block = 0; block < blocks; block++) await reader?.read();
    await reader?.cancel();
    await app.idle();
    expect([app.line.active, app.decoder.open, body.cancelled]).toEqual([0, 0, true]);
    expect(app.lines).toMatchObject([{ outcome: 'cancelled', code: 'client_closed' }]);
  });
});

describe('POST /v1/decode as server-sent events', () => {
  it('sends deltas and an end', async () => {
    const app = testApp();
    const response = await app.decode('?stream_format=sse');
    expect(response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8');
    const text = await response.text();
    expect(text.match(/^event: .*$/gm)).toEqual(['event: speech.audio.delta', 'event: speech.audio.done']);
    await app.idle();
    expect(app.line.active).toBe(0);
  });

  it('tells of wrong tokens in an event, and then breaks', async () => {
    const app = testApp();
    const reader = (await app.decode('?stream_format=sse', bodyOf('hello'))).body?.getReader();
    const event = new TextDecoder().decode((await reader?.read())?.value);
    expect(event).toContain('event: speech.audio.error\n');
    expect(JSON.parse(event.slice(event.indexOf('{')))).toMatchObject({
      code: 'invalid_request',
      requestId: 'made-id',
    });
    const end = reader?.read();
    end?.catch(() => undefined);
    await settle();
    app.clock.advance(1_000);
    await expect(end).rejects.toMatchObject({ code: 'invalid_request' });
    await app.idle();
    expect(app.line.active).toBe(0);
  });

  it('is left before it begins without a trace', async () => {
    const body = handFedBody();
    const app = testApp();
    const response = await app.decode('?stream_format=sse', body.stream);
    await response.body?.cancel();
    await app.idle();
    expect([app.line.active, app.decoder.open]).toEqual([0, 0]);
    expect(app.lines).toMatchObject([{ outcome: 'cancelled' }]);
  });
});
