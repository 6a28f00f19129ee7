import { Problem } from '@voxlane/schema';
import type { Speech } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { madeSpeech } from '../../test/made-speech.ts';
import { speechApp } from '../../test/speech-app.ts';
import { ClipMemory } from '../clip/clip-memory.ts';
import { listenerLeft } from './listener.ts';

const HALF = Float32Array.of(0.5, -0.5);

describe('speech as a response', () => {
  it('is left once when it is over, and no sooner', async () => {
    const { speech } = madeSpeech([HALF, HALF]);
    const { state, ask, end } = speechApp(async () => speech);
    const response = await ask();
    expect([response.status, state.left]).toEqual([200, 0]);
    expect((await response.arrayBuffer()).byteLength).toBe(8);
    expect([state.left, await end()]).toEqual([1, { outcome: 'done', bytes: 8 }]);
  });

  it('is left once when it does not start, and tells why', async () => {
    const failure = new Problem('cold_start_timeout', 'No GPU came');
    const { state, ask } = speechApp(() => Promise.reject(failure));
    expect((await ask()).status).toBe(503);
    expect(state).toEqual({ left: 1, problem: failure });
  });

  it('is left once, and asks nobody to speak, when its format cannot be encoded', async () => {
    let started = 0;
    const start = async () => {
      started += 1;
      return madeSpeech([HALF]).speech;
    };
    const openEncoder = () => Promise.reject(new Error('no memory'));
    const { state, ask } = speechApp(start, { openEncoder });
    expect((await ask()).status).toBe(500);
    expect([state.left, started]).toEqual([1, 0]);
  });

  it('is left once when it breaks', async () => {
    const failure = new Problem('upstream_gap', 'Chunk 2 never came');
    const made = madeSpeech([HALF, failure]);
    const { state, ask, end } = speechApp(async () => made.speech);
    await expect((await ask()).arrayBuffer()).rejects.toThrow('Chunk 2 never came');
    expect(await end()).toEqual({ outcome: 'failed', bytes: 4, error: failure });
    expect(state.left).toBe(1);
  });

  it('is left once when the listener leaves before it starts, which is then the reason', async () => {
    const starting = Promise.withResolvers<Speech>();
    const { state, listener, ask } = speechApp(() => starting.promise);
    const answer = ask();
    const reason = listenerLeft();
    listener.abort(reason);
    starting.reject(new Error('the call was aborted'));
    expect((await answer).status).toBe(499);
    expect(state).toEqual({ left: 1, problem: reason });
  });

  it('is left once when the listener leaves just as it starts', async () => {
    const made = madeSpeech([HALF]);
    // As every speech it has begun: one that never did would have nothing to let go of.
    const first = await made.speech.audio.next();
    expect(first.done).toBe(false);
    const { state, listener, ask, end } = speechApp(async () => {
      listener.abort(listenerLeft());
      return made.speech;
    });
    await ask();
    expect(await end()).toEqual({ outcome: 'cancelled', bytes: 0 });
    expect([state.left, made.released]).toEqual([1, 1]);
  });

  it.each(['the signal', 'the cancel of the body'])(
    'is left once when %s tells that the listener leaves',
    async (how) => {
      const made = madeSpeech([HALF, HALF, HALF]);
      const { state, listener, ask, end } = speechApp(async () => made.speech);
      const reader = (await ask()).body?.getReader();
      await reader?.read();
      if (how === 'the signal') listener.abort(listenerLeft());
      else await reader?.cancel();
      expect(await end()).toEqual({ outcome: 'cancelled', bytes: 4 });
      expect([state.left, made.released, listener.signal.aborted]).toEqual([1, 1, true]);
    },
  );

  const whole = { maxBytes: 3 * 1_048_576, memory: new ClipMemory() };

  it('has its length when the whole clip is asked for, and is over before it leaves', async () => {
    const { speech } = madeSpeech([HALF, HALF]);
    const { state, ask, end } = speechApp(async () => speech, { whole });
    const response = await ask();
    expect([response.headers.get('content-length'), state.left]).toEqual(['8', 1]);
    expect((await response.arrayBuffer()).byteLength).toBe(8);
    expect(await end()).toEqual({ outcome: 'done', bytes: 8 });
  });

  it('is a stream after all when the whole clip is too long', async () => {
    const second = new Float32Array(48_000);
    const made = madeSpeech(Array.from({ length: 40 }, () => second));
    const { state, ask, end } = speechApp(async () => made.speech, { whole });
    const response = await ask();
    expect([response.headers.get('content-length'), state.left]).toEqual([null, 0]);
    expect((await response.arrayBuffer()).byteLength).toBe(40 * 96_000);
    expect([state.left, await end()]).toEqual([1, { outcome: 'done', bytes: 40 * 96_000 }]);
  });

  it('has a status when the whole clip is asked for and breaks', async () => {
    const made = madeSpeech([HALF, new Problem('upstream_gap', 'Chunk 2 never came')]);
    const { state, ask } = speechApp(async () => made.speech, { whole });
    expect((await ask()).status).toBe(502);
    expect(state).toMatchObject({ left: 1, problem: { code: 'upstream_gap' } });
  });

  it('has the headers of its format and the names that nobody takes', async () => {
    const { speech } = madeSpeech([HALF], { ignored: ['speed'] });
    const response = await speechApp(async () => speech, { format: 'wav' }).ask();
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'x-ignored-fields': 'speed',
      'x-sample-rate': '48000',
    });
    await response.body?.cancel();
  });
});
