import { describe, expect, it } from 'vitest';
import { readApiError } from './read-api-error.ts';

describe('readApiError', () => {
  it.each([
    ['the lane', 400, { error: 'No such voice', code: 'unknown_voice' }, 'No such voice', 'unknown_voice'],
    ['OpenAI', 429, { error: { message: 'Slowly', code: 'rate_limited' } }, 'Slowly', 'rate_limited'],
    ['Qwen', 400, { detail: 'Too long', code: 'text_too_long' }, 'Too long', 'text_too_long'],
    ['Qwen, with a list', 422, { detail: [{ loc: ['body'], msg: 'missing' }] }, 'missing', 'http_422'],
    ['a switched-off edge', 503, { error: 'Streaming is disabled', message: 'Set it' }, 'Set it', 'streaming_disabled'],
    ['nobody known', 500, ['?'], 'The server answered with status 500.', 'http_500'],
    ['nobody', 500, null, 'The server answered with status 500.', 'http_500'],
    ['a liar', 400, { error: '', code: 7 }, 'The server answered with status 400.', 'http_400'],
  ])('reads the shape of %s', async (_, status, body, message, code) => {
    expect(await readApiError(Response.json(body, { status }))).toMatchObject({ message, code, status });
  });

  it('reads no page of a proxy', async () => {
    const error = await readApiError(new Response('<html>', { status: 502 }));
    expect(error).toMatchObject({ code: 'http_502', status: 502 });
  });

  it.each([
    ['7', 7],
    ['soon', undefined],
    ['-1', undefined],
  ])('takes Retry-After: %s for %s', async (header, seconds) => {
    const response = Response.json({}, { status: 503, headers: { 'Retry-After': header } });
    expect((await readApiError(response)).retryAfterS).toBe(seconds);
  });

  it('cuts a message that is a book', async () => {
    const { message } = await readApiError(Response.json({ error: 'a'.repeat(10_000) }, { status: 400 }));
    expect(message).toHaveLength(400);
  });
});
