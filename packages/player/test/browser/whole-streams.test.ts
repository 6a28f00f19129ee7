import { setTimeout as sleep } from 'node:timers/promises';
import { wavHeader } from '@voxlane/audio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setIn, worstError } from '../mend.ts';
import { bytesOf, floatsOf, noise, randomPieces, sine } from '../signals.ts';
import { WITHOUT_CHROMIUM } from './harness/chromium-path.ts';
import { type StartedLab, startLab } from './harness/start-lab.ts';
import { sendPieces, streamPcm } from './harness/stream.ts';

/** 5 ms at 48 kHz, over which sound sets in. */
const FADE = 240;
/** Half a step of 16 bits: what is closer is the same sample. */
const EXACT = 1 / 65_536;

describe.skipIf(WITHOUT_CHROMIUM !== '')(`whole streams in Chromium${WITHOUT_CHROMIUM}`, () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab?.close());

  /** Plays what `/speech` answers, to its end. */
  async function play(options: { scheduled?: boolean; contextRate?: number } = {}) {
    const page = await lab.page();
    return await page.evaluate(async (options) => {
      const bench = await globalThis.lab.open(options);
      const playback = bench.play('/speech');
      const state = await playback.done;
      const wav = [...new Uint8Array(await playback.wav().arrayBuffer())];
      return { state, phases: bench.phases(), heard: await bench.heard(), wav, spans: bench.spans() };
    }, options);
  }

  describe.each([false, true])('by scheduled buffers: %s', (scheduled) => {
    it('raw samples in random pieces come out as they were sent, to the last one', async () => {
      const sent = noise(48_000 + 77);
      lab.answer('/speech', (response) => streamPcm(response, sent));
      const result = await play({ scheduled });
      expect(result.phases).toEqual(['connecting', 'buffering', 'playing', 'ended']);
      expect(worstError(result.heard, setIn(floatsOf(sent), FADE))).toBeLessThan(EXACT);
      expect(result.state).toMatchObject({ underruns: 0, playedS: sent.length / 48_000, sampleRate: 48_000, level: 0 });
      expect(Buffer.from(result.wav).subarray(44).equals(bytesOf(sent))).toBe(true);
    });

    it('a clip shorter than the jitter buffer is played too', async () => {
      const sent = noise(331);
      lab.answer('/speech', (response) => streamPcm(response, sent));
      const result = await play({ scheduled });
      expect(worstError(result.heard, setIn(floatsOf(sent), FADE))).toBeLessThan(EXACT);
      expect(result.state.phase).toBe('ended');
    });
  });

  it('a WAV stream that does not know its length does too, whatever the pieces', async () => {
    const sent = noise(20_001);
    lab.answer('/speech', async (response) => {
      response.setHeader('Content-Type', 'audio/wav');
      const header = wavHeader({ sampleRate: 48_000 });
      for (const byte of header) response.write(Uint8Array.of(byte));
      await sendPieces(response, bytesOf(sent), 5_000, 10);
      response.end();
    });
    expect(worstError((await play()).heard, setIn(floatsOf(sent), FADE))).toBeLessThan(EXACT);
  });

  it('events wake, tell the pieces of the text, and cut samples anywhere', async () => {
    const sent = noise(48_000);
    lab.answer('/speech', async (response) => {
      response.setHeader('Content-Type', 'text/event-stream');
      const event = (type: string, fields: object) =>
        response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
      response.write(': keep-alive\n\n');
      await sleep(50);
      event('speech.audio.piece', { start: 0, end: 5, at: 0 });
      event('speech.audio.piece', { start: 5, end: 12, at: 0.5 });
      for (const piece of randomPieces(bytesOf(sent), 9_999)) {
        event('speech.audio.delta', {
          audio: Buffer.from(piece).toString('base64'),
          format: 'pcm',
          sample_rate: 48_000,
        });
      }
      event('speech.audio.done', { usage: {} });
      response.end();
    });
    const result = await play();
    expect(result.phases).toEqual(['connecting', 'waking', 'buffering', 'playing', 'ended']);
    expect(worstError(result.heard, setIn(floatsOf(sent), FADE))).toBeLessThan(EXACT);
    expect(result.spans.map(({ start, end }) => [start, end])).toEqual([
      [0, 5],
      [5, 12],
    ]);
    // Reports come every 50 ms.
    expect(Math.abs((result.spans[1]?.playedS ?? 0) - 0.5)).toBeLessThan(0.1);
  });

  it('a context of the same rate as the stream is not resampled for', async () => {
    const sent = noise(12_345);
    lab.answer('/speech', (response) => streamPcm(response, sent, { sampleRate: 24_000 }));
    const { heard } = await play({ contextRate: 24_000 });
    expect(worstError(heard, setIn(floatsOf(sent), FADE / 2))).toBeLessThan(EXACT);
  });

  it('24 kHz in a 48 kHz context is the same sound, 80 dB above what resampling adds', async () => {
    lab.answer('/speech', (response) => streamPcm(response, sine(24_000, 997, 24_000), { sampleRate: 24_000 }));
    const { heard, state } = await play();
    expect(state.playedS).toBe(1);
    // The sine whose sample n lies at (n + 0.5) / 24000 s, where every other sample lies between two of them.
    const wanted = (n: number) => 0.5 * Math.sin((2 * Math.PI * 997 * (n / 2 + 0.5)) / 24_000);
    const middle = heard.slice(5_000, 43_000).map((sample, n) => ({ sample, wanted: wanted(n + 5_000) }));
    const power = middle.reduce((sum, each) => sum + each.wanted ** 2, 0);
    const error = middle.reduce((sum, each) => sum + (each.sample - each.wanted) ** 2, 0);
    expect(10 * Math.log10(power / error)).toBeGreaterThan(80);
    expect(Math.abs(heard.length - 48_000)).toBeLessThanOrEqual(2);
  });

  it('three streams follow each other on one player, the last one from a clip; one that is replaced stops', async () => {
    const sent = noise(9_600);
    lab.answer('/speech', (response) => streamPcm(response, sent, { pauseMs: 0 }));
    const page = await lab.page();
    const result = await page.evaluate(async () => {
      const bench = await globalThis.lab.open();
      const replaced = bench.play('/speech').done;
      const first = bench.play('/speech');
      await first.done;
      const second = await bench.play('/speech').done;
      const third = await globalThis.lab.playBlob(bench.player, first.wav()).done;
      await bench.player.close();
      return {
        phases: [(await replaced).phase, second.phase, third.phase],
        heard: await bench.heard(),
        closed: bench.context.state,
      };
    });
    expect(result).toMatchObject({ phases: ['stopped', 'ended', 'ended'], closed: 'closed' });
    const once = setIn(floatsOf(sent), FADE);
    expect(result.heard.filter((sample) => sample !== 0)).toHaveLength(
      3 * once.filter((sample) => sample !== 0).length,
    );
  });

  it('first sound is when silence ends, not when bytes come', async () => {
    const silence = new Int16Array(14_400);
    lab.answer('/speech', async (response) => {
      await sleep(200);
      await streamPcm(response, Int16Array.from([...silence, ...noise(9_600)]), { pauseMs: 0 });
    });
    const page = await lab.page();
    const { told, measured } = await page.evaluate(async () => {
      const bench = await globalThis.lab.open();
      const startedAt = performance.now();
      const state = await bench.play('/speech').done;
      return { told: state.firstSoundMs ?? 0, measured: bench.firstSoundAt() - startedAt };
    });
    expect(told).toBeGreaterThan(500);
    expect(Math.abs(told - measured)).toBeLessThan(20);
  });
});
