import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largestStep, mend, segments, setIn, worstError } from '../mend.ts';
import { bytesOf, floatsOf, noise, sine } from '../signals.ts';
import { WITHOUT_CHROMIUM } from './harness/chromium-path.ts';
import { type StartedLab, startLab } from './harness/start-lab.ts';
import { streamPcm } from './harness/stream.ts';

/** 5 ms at 48 kHz, over which sound sets in and falls silent. */
const FADE = 240;
const EXACT = 1 / 65_536;
/** A sine of 220 Hz steps by 0.0144 at most, and a fade adds 0.0033. */
const NO_CLICK = 0.02;

describe.skipIf(WITHOUT_CHROMIUM !== '')(`gaps in Chromium${WITHOUT_CHROMIUM}`, () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab?.close());

  /** Answers with half of the samples, nothing for a while, and the rest. */
  function stallAt(samples: Int16Array, ms: number): void {
    lab.answer('/speech', async (response) => {
      response.writeHead(200, { 'Content-Type': 'audio/pcm;rate=48000' });
      const bytes = bytesOf(samples);
      const half = Math.floor(bytes.length / 2) | 1;
      response.write(bytes.subarray(0, half));
      await sleep(ms);
      response.end(bytes.subarray(half));
    });
  }

  async function play(scheduled: boolean) {
    const page = await lab.page();
    return await page.evaluate(async (scheduled) => {
      const bench = await globalThis.lab.open({ scheduled });
      const state = await bench.play('/speech').done;
      return { state, phases: bench.phases(), heard: await bench.heard() };
    }, scheduled);
  }

  describe.each([false, true])('by scheduled buffers: %s', (scheduled) => {
    it('a stall makes one gap, raises the jitter buffer, and loses no sample', async () => {
      const sent = noise(48_001);
      stallAt(sent, 1_100);
      const { state, phases, heard } = await play(scheduled);
      const parts = segments(heard);
      expect(parts).toHaveLength(2);
      expect(worstError(mend(parts, FADE), setIn(floatsOf(sent), FADE))).toBeLessThan(EXACT);
      expect(state).toMatchObject({ phase: 'ended', underruns: 1, targetMs: 225, playedS: sent.length / 48_000 });
      expect(phases).toEqual(['connecting', 'buffering', 'playing', 'buffering', 'playing', 'ended']);
    });

    it('a gap does not click', async () => {
      stallAt(sine(43_636), 1_000);
      const { state, heard } = await play(scheduled);
      expect(state.underruns).toBe(1);
      expect(largestStep(heard)).toBeLessThan(NO_CLICK);
    });

    it('a pause loses no sample', async () => {
      const sent = noise(48_000);
      lab.answer('/speech', (response) => streamPcm(response, sent));
      const page = await lab.page();
      const result = await page.evaluate(async (scheduled) => {
        const { open, pass } = globalThis.lab;
        const bench = await open({ scheduled });
        const playback = bench.play('/speech');
        await bench.until(({ playedS }) => playedS > 0.3);
        await playback.pause();
        const at = playback.state;
        await pass(300);
        const later = playback.state;
        await playback.resume();
        const state = await playback.done;
        return { at, later, state, phases: bench.phases(), heard: await bench.heard() };
      }, scheduled);
      expect(result.at.phase).toBe('paused');
      expect(Math.abs(result.later.playedS - result.at.playedS)).toBeLessThan(scheduled ? 0.05 : 1e-9);
      expect(worstError(mend(segments(result.heard), FADE), setIn(floatsOf(sent), FADE))).toBeLessThan(EXACT);
      expect(result.state).toMatchObject({ phase: 'ended', underruns: 0 });
    });

    // Again when it fails: 50 ms between two processes is more than a busy machine can promise.
    it('stop is silent within 50 ms, does not click, and cancels the request', { retry: 2 }, async () => {
      const left = Promise.withResolvers<number>();
      lab.answer('/speech', async (response) => {
        response.once('close', () => left.resolve(Date.now()));
        await streamPcm(response, sine(480_000), { longest: 8_000, pauseMs: 60 });
      });
      const page = await lab.page();
      const result = await page.evaluate(async (scheduled) => {
        const bench = await globalThis.lab.open({ scheduled });
        const playback = bench.play('/speech');
        await bench.until(({ playedS }) => playedS > 0.2);
        const at = Date.now();
        const contextTime = bench.context.currentTime;
        playback.stop();
        playback.stop();
        const state = await playback.done;
        const heardThen = (await bench.heard()).length;
        await globalThis.lab.pass(200);
        const heard = await bench.heard();
        return { at, state, heard, after: heard.length - heardThen, soundS: bench.lastSoundAt() - contextTime };
      }, scheduled);
      expect(result.state.phase).toBe('stopped');
      expect(result.after).toBe(0);
      expect(result.soundS).toBeLessThan(0.05);
      expect((await left.promise) - result.at).toBeLessThan(50);
      expect(largestStep(result.heard)).toBeLessThan(NO_CLICK);
    });
  });

  it('a browser that holds the sound shows as a pause, and letting go ends it', async () => {
    lab.answer('/speech', (response) => streamPcm(response, noise(24_000)));
    const page = await lab.page();
    const phases = await page.evaluate(async () => {
      const bench = await globalThis.lab.open();
      const playback = bench.play('/speech');
      await bench.until(({ playedS }) => playedS > 0.1);
      await bench.context.suspend();
      await bench.until(({ phase }) => phase === 'paused');
      await playback.resume();
      await playback.done;
      return bench.phases();
    });
    expect(phases).toEqual(['connecting', 'buffering', 'playing', 'paused', 'playing', 'ended']);
  });
});
