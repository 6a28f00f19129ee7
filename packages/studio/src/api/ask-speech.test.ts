import { describe, expect, it } from 'vitest';
import { type Call, fakeApi } from '../../test/fake-api.ts';
import { ApiError } from './api-error.ts';
import { askSpeech } from './ask-speech.ts';

const ORDER = { text: 'Hello', service: 'qwen', voice: 'Ryan', language: '', speed: 1, pitch: 1.2 };
const NEVER = new AbortController().signal;

const refusal = (code: string, status = 503) => new ApiError('no', { code, status });

/** An API whose streaming route fails with `error`. */
function withoutStreaming(error: unknown) {
  return fakeApi(({ path }: Call) => (path === '/api/tts/stream' ? Promise.reject(error) : new Response('clip')));
}

/** Asks; tells the answer and why it fell back, if it did. */
async function ask(api: ReturnType<typeof fakeApi>, order = ORDER) {
  const reasons: string[] = [];
  const response = await askSpeech(api, order, NEVER, ({ code }) => reasons.push(code));
  return { text: await response.text(), reasons };
}

describe('askSpeech', () => {
  it('streams, and names what differs from what the service does by itself', async () => {
    const api = fakeApi(() => new Response('events'));
    expect(await ask(api)).toEqual({ text: 'events', reasons: [] });
    expect(api.calls).toEqual([
      {
        path: '/api/tts/stream',
        body: { text: 'Hello', service: 'qwen', voice: 'Ryan', pitch: 1.2, stream_format: 'sse' },
        accept: 'text/event-stream',
      },
    ]);
  });

  it.each(['streaming_disabled', 'network', 'not_found', 'http_404', 'http_405', 'http_502', 'internal'])(
    'asks for the whole clip after %s',
    async (code) => {
      const api = withoutStreaming(refusal(code));
      expect(await ask(api)).toEqual({ text: 'clip', reasons: [code] });
      expect(api.calls[1]).toEqual({
        path: '/v1/audio/speech',
        body: { input: 'Hello', service: 'qwen', voice: 'Ryan', pitch: 1.2, response_format: 'wav', stream: false },
        accept: 'audio/wav',
      });
    },
  );

  it.each(['unauthorized', 'unknown_voice', 'rate_limited', 'cold_start_timeout', 'not_configured', 'http_400'])(
    'does not ask again after %s, which the other route would say too',
    async (code) => {
      const api = withoutStreaming(refusal(code));
      await expect(ask(api)).rejects.toMatchObject({ code });
      expect(api.calls).toHaveLength(1);
    },
  );

  it('does not ask again after a cancel', async () => {
    const api = withoutStreaming(new DOMException('gone', 'AbortError'));
    await expect(ask(api)).rejects.toThrow('gone');
    expect(api.calls).toHaveLength(1);
  });

  it('says that a text is too long for the second way', async () => {
    const api = withoutStreaming(refusal('streaming_disabled'));
    await expect(ask(api, { ...ORDER, text: 'a'.repeat(4_097) })).rejects.toMatchObject({ code: 'text_too_long' });
    expect((await ask(api, { ...ORDER, text: 'a'.repeat(4_096) })).text).toBe('clip');
  });
});
