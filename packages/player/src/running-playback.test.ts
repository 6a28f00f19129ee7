import { describe, expect, it } from 'vitest';
import { answerOf, deltaText, eventText } from '../test/answers.ts';
import { FakeClock, FakeStage } from '../test/fake-stage.ts';
import { setIn, worstError } from '../test/mend.ts';
import { bytesOf, floatsOf, noise } from '../test/signals.ts';
import type { Ask } from './playback.ts';
import type { PlayerState } from './player-state.ts';
import { RunningPlayback } from './running-playback.ts';

const clip = noise(24_000);
const raw = (samples = clip, rate = 24_000) => answerOf(`audio/pcm;rate=${rate}`, [bytesOf(samples)]);

function begin(ask: Ask, limits = {}) {
  const stage = new FakeStage();
  const clock = new FakeClock();
  const states: PlayerState[] = [];
  const playback = new RunningPlayback(ask, {
    stage,
    clock,
    limits: { startMs: 150, maxBufferedS: 5, maxKeptS: 60, ...limits },
    onState: (state) => states.push(state),
  });
  const phases = () => states.map(({ phase }) => phase).filter((phase, at, all) => phase !== all[at - 1]);
  return { stage, clock, states, playback, phases };
}

/** Lets everything happen that needs no time. */
const settle = async () => {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
};

describe('RunningPlayback', () => {
  it('plays an answer to its last sample and ends when that was heard', async () => {
    const { stage, clock, playback, phases } = begin(async () => raw());
    await settle();
    for (let n = 0; n < 11; n++) stage.sound(0.1);
    expect(playback.state).toMatchObject({
      phase: 'playing',
      playedS: 1,
      bufferedS: 0,
      receivedS: 1,
      sampleRate: 24_000,
    });
    clock.pass(1_009);
    expect(playback.state.phase).toBe('playing');
    clock.pass(1);
    expect(await playback.done).toMatchObject({ phase: 'ended', playedS: 1, underruns: 0, keptS: 1 });
    expect(phases()).toEqual(['connecting', 'buffering', 'playing', 'ended']);
    expect(worstError(stage.heard.slice(0, 24_000), setIn(floatsOf(clip), 120))).toBeLessThan(1e-6);
    expect(stage.calls.slice(-2)).toEqual(['unwatch', 'close']);
  });

  it('takes first sound from what is heard, not from what comes', async () => {
    const { stage, playback } = begin(async () => raw(Int16Array.from([...new Int16Array(2_400), ...clip])));
    await settle();
    stage.sound(0.05);
    expect(playback.state.firstSoundMs).toBeUndefined();
    stage.sound(0.1);
    expect(playback.state.firstSoundMs).toBeCloseTo(110, 0);
  });

  it('tells that a server wakes, and which piece of the text is heard', async () => {
    const piece = (start: number, at: number) => eventText('speech.audio.piece', { start, end: start + 5, at });
    const text = `: up\n\n${piece(0, 0)}${piece(5, 0.5)}${deltaText(bytesOf(clip))}${eventText('speech.audio.done', {})}`;
    const { stage, playback, phases } = begin(async () => answerOf('text/event-stream', [text]));
    await settle();
    expect(phases()).toEqual(['connecting', 'waking', 'buffering']);
    stage.sound(0.4);
    expect(playback.state.piece).toEqual({ start: 0, end: 5 });
    stage.sound(0.2);
    expect(playback.state.piece).toEqual({ start: 5, end: 10 });
  });

  it('resamples for the stage', async () => {
    const { stage, playback } = begin(async () => raw(clip.subarray(0, 8_000), 8_000));
    await settle();
    stage.sound(1.1);
    expect(playback.state).toMatchObject({ playedS: 1, receivedS: 1, sampleRate: 8_000 });
  });

  it('reads no further while enough is in hand', async () => {
    let pulled = 0;
    const pull = (controller: ReadableStreamDefaultController) => {
      pulled++;
      controller.enqueue(bytesOf(clip));
    };
    const headers = { 'Content-Type': 'audio/pcm;rate=24000' };
    const { stage, playback } = begin(async () => new Response(new ReadableStream({ pull }), { headers }));
    await settle();
    const before = pulled;
    expect(playback.state.bufferedS).toBe(5);
    expect(before).toBeLessThan(9);
    stage.sound(1.2);
    await settle();
    expect(pulled - before).toBe(1);
    playback.stop();
  });

  it.each<[string, Ask, object]>([
    [
      'a refusal',
      async () => Response.json({ error: 'no', code: 'unauthorized' }, { status: 401 }),
      { code: 'unauthorized' },
    ],
    ['no connection', () => Promise.reject(new TypeError('fetch failed')), { code: 'network', retryable: true }],
    ['an answer without sound', async () => answerOf('audio/pcm;rate=8000', []), { code: 'no_audio' }],
    ['anything else that is thrown', () => Promise.reject('odd'), { message: 'odd', retryable: false }],
  ])('fails at once for %s', async (_, ask, error) => {
    const { playback, phases } = begin(ask);
    expect(await playback.done).toMatchObject({ phase: 'failed', error });
    expect(phases()).toEqual(['connecting', 'failed']);
  });

  it('plays what came before a failure first, and tells of it at once', async () => {
    const text = deltaText(bytesOf(clip)) + eventText('speech.audio.error', { error: 'gone', code: 'upstream_gap' });
    const { stage, clock, playback } = begin(async () => answerOf('text/event-stream', [text]));
    await settle();
    expect(playback.state).toMatchObject({ phase: 'buffering', error: { code: 'upstream_gap' } });
    for (let n = 0; n < 11; n++) stage.sound(0.1);
    clock.pass(2_000);
    expect(await playback.done).toMatchObject({ phase: 'failed', playedS: 1, error: { message: 'gone' } });
  });

  it('stop fades out, aborts the request, and is done when it is silent', async () => {
    let signal: AbortSignal | undefined;
    const { stage, playback, phases } = begin(async (given) => {
      signal = given;
      return raw();
    });
    await settle();
    stage.sound(0.3);
    playback.stop();
    expect([signal?.aborted, playback.state.phase]).toEqual([true, 'stopped']);
    stage.sound(0.01);
    expect(await playback.done).toMatchObject({ phase: 'stopped', receivedS: 1 });
    expect(phases().at(-1)).toBe('stopped');
    await playback.pause();
    await playback.resume();
    expect(playback.state.phase).toBe('stopped');
  });

  it('stop does not wait for a context that is held', async () => {
    const { clock, playback } = begin(async () => raw());
    await settle();
    playback.stop();
    clock.pass(100);
    expect((await playback.done).phase).toBe('stopped');
  });

  it('stop while the server is asked ends it, and an answer that comes all the same is cancelled', async () => {
    const asked = Promise.withResolvers<Response>();
    const { playback, stage } = begin(() => asked.promise);
    playback.stop();
    expect((await playback.done).phase).toBe('stopped');
    const late = raw();
    asked.resolve(late);
    await settle();
    expect(stage.calls).toEqual(['unwatch']);
    expect(playback.state).toMatchObject({ phase: 'stopped', receivedS: 0 });
  });

  it('pauses, holds, and goes on', async () => {
    const { stage, playback } = begin(async () => raw());
    await settle();
    stage.sound(0.3);
    const paused = playback.pause();
    expect(playback.state.phase).toBe('paused');
    stage.sound(0.1);
    await paused;
    const at = playback.state.playedS;
    stage.sound(0.5);
    expect(playback.state).toMatchObject({ phase: 'paused', playedS: at, level: 0 });
    await playback.resume();
    stage.sound(0.1);
    expect(playback.state).toMatchObject({ phase: 'playing', playedS: expect.closeTo(at + 0.1, 6) });
    expect(stage.calls).toContain('resume context');
  });

  it('a pause before the first audio holds it back', async () => {
    const { stage, playback } = begin(async () => raw());
    await playback.pause();
    await settle();
    stage.sound(0.5);
    expect(playback.state).toMatchObject({ phase: 'paused', playedS: 0, receivedS: 1 });
  });

  it('a browser that holds the sound shows as a pause, once there is sound', async () => {
    const { stage, playback } = begin(async () => raw());
    stage.hold(true);
    expect(playback.state.phase).toBe('connecting');
    await settle();
    expect(playback.state.phase).toBe('paused');
    stage.hold(false);
    stage.sound(0.1);
    expect(playback.state.phase).toBe('playing');
  });

  it('keeps what it received, and draws it', async () => {
    const { playback } = begin(async () => raw(), { maxKeptS: 0.5 });
    await settle();
    expect(playback.wav().size).toBe(44 + 24_000);
    expect(playback.state).toMatchObject({ keptS: 0.5, receivedS: 1 });
    expect(playback.peaks(10)).toHaveLength(10);
  });
});
