import { Problem } from '@voxlane/schema';
import type { Speech } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { madeSpeech } from '../../test/made-speech.ts';
import { speechApp } from '../../test/speech-app.ts';
import { listenerLeft } from './listener.ts';

const HALF = Float32Array.of(0.5, -0.5);

describe('speech as server-sent events', () => {
  it('has its headers before it starts, and is left once when it is over', async () => {
    const starting = Promise.withResolvers<Speech>();
    const { state, ask, end } = speechApp(() => starting.promise, { sse: true, ignored: ['speed'] });
    const response = await ask();
    expect([response.status, response.headers.get('X-Ignored-Fields')]).toEqual([200, 'speed']);
    starting.resolve(madeSpeech([HALF]).speech);
    expect((await response.text()).match(/^event: .*$/gm)).toEqual([
      'event: speech.audio.delta',
      'event: speech.audio.done',
    ]);
    expect([state.left, await end()]).toEqual([1, { outcome: 'done', bytes: expect.any(Number) }]);
  });

  it('is left once when it does not start, after the event that says so', async () => {
    const failure = new Problem('cold_start_timeout', 'No GPU came');
    const { clock, state, ask, end } = speechApp(() => Promise.reject(failure), { sse: true });
    const reader = (await ask()).body?.getReader();
    const event = new TextDecoder().decode((await reader?.read())?.value);
    expect(event).toContain('"code":"cold_start_timeout"');
    expect(event).toContain('"requestId":"call-7"');
    const broken = expect(reader?.read()).rejects.toThrow('No GPU came');
    await new Promise((resolve) => setTimeout(resolve, 0));
    clock.advance(100);
    await broken;
    expect(await end()).toMatchObject({ outcome: 'failed', error: failure });
    expect(state.left).toBe(1);
  });

  it("tells of a failure in OpenAI's shape where that is the dialect", async () => {
    const failure = new Problem('cold_start_timeout', 'No GPU came');
    const { ask } = speechApp(() => Promise.reject(failure), { sse: true, dialect: 'openai' });
    const reader = (await ask()).body?.getReader();
    const event = new TextDecoder().decode((await reader?.read())?.value);
    const error = { message: 'No GPU came', type: 'server_error', param: null, code: 'cold_start_timeout' };
    expect(event).toBe(`data: ${JSON.stringify({ type: 'speech.audio.error', error })}\n\n`);
    await reader?.cancel();
  });

  it('does not begin when it is left unread, and is left once', async () => {
    let started = 0;
    const { state, listener, ask, end } = speechApp(
      async () => {
        started += 1;
        return madeSpeech([HALF]).speech;
      },
      { sse: true },
    );
    await (await ask()).body?.cancel();
    expect(await end()).toEqual({ outcome: 'cancelled', bytes: 0 });
    expect([state.left, started, listener.signal.aborted]).toEqual([1, 0, true]);
  });

  it('is left once when the listener leaves while it starts', async () => {
    const starting = Promise.withResolvers<Speech>();
    const { state, listener, ask } = speechApp(() => starting.promise, { sse: true });
    const reader = (await ask()).body?.getReader();
    const read = reader?.read();
    listener.abort(listenerLeft());
    starting.reject(listener.signal.reason);
    await expect(read).rejects.toMatchObject({ code: 'client_closed' });
    expect(state.left).toBe(1);
  });
});

describe('speech as server-sent events of which somebody else decides', () => {
  const elsewhere = { sse: true, decidedElsewhere: true };

  it('is refused with a status, and is left once', async () => {
    const refusal = new Problem('unknown_voice', 'There is no such voice');
    const { state, ask } = speechApp(() => Promise.reject(refusal), elsewhere);
    expect((await ask()).status).toBe(400);
    expect(state).toEqual({ left: 1, problem: refusal });
  });

  it('goes out when nobody has refused it for a moment', async () => {
    const starting = Promise.withResolvers<Speech>();
    const { clock, state, ask, end } = speechApp(() => starting.promise, elsewhere);
    const answer = ask();
    await clock.asleep;
    clock.advance(250);
    const response = await answer;
    starting.resolve(madeSpeech([HALF]).speech);
    expect(await response.text()).toContain('event: speech.audio.done');
    expect([state.left, await end()]).toMatchObject([1, { outcome: 'done' }]);
  });

  it('lets go of a speech that has begun when nobody reads the events', async () => {
    const made = madeSpeech([HALF, HALF]);
    await made.speech.audio.next();
    const { state, ask, end } = speechApp(async () => made.speech, elsewhere);
    await (await ask()).body?.cancel();
    expect(await end()).toMatchObject({ outcome: 'cancelled' });
    expect([state.left, made.released]).toEqual([1, 1]);
  });

  it('lets go of a speech that begins after the listener has left', async () => {
    const starting = Promise.withResolvers<Speech>();
    const made = madeSpeech([HALF, HALF]);
    await made.speech.audio.next();
    const { clock, state, ask, end } = speechApp(() => starting.promise, elsewhere);
    const answer = ask();
    await clock.asleep;
    clock.advance(250);
    await (await answer).body?.cancel();
    starting.resolve(made.speech);
    await end();
    expect([state.left, made.released]).toEqual([1, 1]);
  });
});
