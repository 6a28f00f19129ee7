import { Problem } from '@voxlane/schema';
import { PLAIN_ENCODERS, type SpeechOrder } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import type { AppDeps } from '../src/app-deps.ts';
import { spokenSamples } from './spoken-samples.ts';
import { testApp } from './test-app.ts';

/** An app that keeps speech; `kept` says whether it has what is asked for. */
function keepingApp(kept: boolean, deps: Partial<AppDeps> = {}) {
  const looked: SpeechOrder[] = [];
  const state = { left: 0 };
  const start = async () => spokenSamples([Float32Array.of(0.5, -0.5)]).speech;
  const look = async (order: SpeechOrder) => {
    looked.push(order);
    const leave = () => {
      state.left += 1;
    };
    return { result: kept ? ('HIT' as const) : ('MISS' as const), start, leave };
  };
  const app = testApp({}, { speechCache: { look }, ...deps });
  const ask = (path: string, headers: Record<string, string> = {}, more = {}) =>
    app.send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ text: 'Hi', input: 'Hi', format: 'wav', response_format: 'wav', ...more }),
    });
  return { app, ask, looked, state };
}

describe('what a route asks of the cache', () => {
  it.each(['/api/tts/stream', '/v1/audio/speech'])('is told in X-Cache at %s', async (path) => {
    for (const kept of [true, false]) {
      const { app, ask } = keepingApp(kept);
      const response = await ask(path);
      expect([response.status, response.headers.get('x-cache')]).toEqual([200, kept ? 'HIT' : 'MISS']);
      expect((await response.arrayBuffer()).byteLength).toBe(48);
      expect(app.started).toHaveLength(0);
    }
  });

  it('is told in the headers of events too', async () => {
    const response = await keepingApp(true).ask('/v1/audio/speech', {}, { stream_format: 'sse' });
    expect(response.headers.get('x-cache')).toBe('HIT');
    expect(await response.text()).toContain('speech.audio.done');
  });

  it.each([
    ['no-cache', 'renew'],
    ['max-age=5', 'use'],
  ])('follows Cache-Control: %s', async (cacheControl, cache) => {
    const { ask, looked } = keepingApp(true);
    await (await ask('/api/tts/stream', { 'cache-control': cacheControl })).body?.cancel();
    expect(looked).toMatchObject([{ text: 'Hi', cache }]);
  });

  it.each(['audio', 'sse'])('is let go of where it is not played after all, as %s', async (stream_format) => {
    const wav = () => {
      throw new Problem('overloaded', 'There is no room for an encoder');
    };
    const { ask, state } = keepingApp(true, { encoders: { ...PLAIN_ENCODERS, wav } });
    expect([(await ask('/v1/audio/speech', {}, { stream_format })).status, state.left]).toEqual([503, 1]);
  });

  it('is nothing at all where the client wants none of it', async () => {
    const { app, ask, looked } = keepingApp(true);
    const response = await ask('/api/tts/stream', { 'cache-control': 'no-store' });
    await response.arrayBuffer();
    expect([response.headers.get('x-cache'), looked.length, app.started.length]).toEqual([null, 0, 1]);
  });
});
