import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setIn, worstError } from '../mend.ts';
import { bytesOf, floatsOf, noise } from '../signals.ts';
import { WITHOUT_CHROMIUM } from './harness/chromium-path.ts';
import { type Answer, type StartedLab, startLab } from './harness/start-lab.ts';
import { streamPcm } from './harness/stream.ts';

const FADE = 240;
const EXACT = 1 / 65_536;

describe.skipIf(WITHOUT_CHROMIUM !== '')(`limits and failures in Chromium${WITHOUT_CHROMIUM}`, () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab?.close());

  async function play(answer: Answer) {
    lab.answer('/speech', answer);
    const page = await lab.page();
    return await page.evaluate(async () => {
      const bench = await globalThis.lab.open();
      const state = await bench.play('/speech').done;
      const { message = '', code, status, retryable } = state.error ?? {};
      return { phase: state.phase, error: { message, code, status, retryable }, heard: await bench.heard() };
    });
  }

  it('a long stream waits at the server: the page holds as many seconds as it is told to', async () => {
    // Ten minutes, of which sockets and the browser's own network process swallow some.
    const minute = bytesOf(noise(48_000 * 60));
    let taken = 0;
    lab.answer('/speech', async (response) => {
      response.writeHead(200, {
        'Content-Type': 'audio/octet-stream',
        'X-Sample-Rate': 48_000,
        // Without it Chromium reads an answer to its end, whatever the page does.
        'Cache-Control': 'no-store',
      });
      for (let second = 0; second < 10 * 60; second++) {
        const at = (second % 60) * 96_000;
        const more = response.write(minute.subarray(at, at + 96_000));
        taken += 96_000;
        if (!more) await once(response, 'drain');
      }
    });
    const page = await lab.page();
    const handle = await page.evaluateHandle(async () => {
      const bench = await globalThis.lab.open({ maxBufferedS: 5 });
      const playback = bench.play('/speech');
      await bench.until(({ playedS }) => playedS > 1.5);
      return { bench, playback };
    });
    expect(taken / 96_000).toBeLessThan(250);
    const state = await handle.evaluate(async ({ bench, playback }) => {
      playback.stop();
      await playback.done;
      return { ...playback.state, most: Math.max(...bench.states.map(({ bufferedS }) => bufferedS)) };
    });
    expect(state.most).toBeGreaterThan(4);
    expect(state.most).toBeLessThanOrEqual(5);
    // Chromium hands out up to 2 MB at once, which is 22 s.
    expect(state.receivedS).toBeLessThan(40);
  });

  it('a connection that breaks fails, after what came was played', async () => {
    const sent = noise(24_000);
    const result = await play(async (response) => {
      response.writeHead(200, { 'Content-Type': 'audio/octet-stream', 'X-Sample-Rate': 48_000 });
      response.write(bytesOf(sent));
      await sleep(100);
      response.destroy();
    });
    expect(result).toMatchObject({ phase: 'failed', error: { code: 'network', retryable: true } });
    expect(worstError(result.heard, setIn(floatsOf(sent), FADE))).toBeLessThan(EXACT);
  });

  it('an event that tells of a failure fails with its code', async () => {
    const { phase, error } = await play((response) => {
      const event = { type: 'speech.audio.error', error: 'no GPU came', code: 'cold_start_timeout' };
      response.setHeader('Content-Type', 'text/event-stream').end(`: up\n\ndata: ${JSON.stringify(event)}\n\n`);
    });
    expect(phase).toBe('failed');
    expect(error).toMatchObject({ message: 'no GPU came', code: 'cold_start_timeout', retryable: true });
  });

  it('a refusal fails with its status and code', async () => {
    const { phase, error } = await play((response) => {
      response.writeHead(400, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ detail: 'unknown speaker', code: 'unknown_voice' }));
    });
    expect(phase).toBe('failed');
    expect(error).toEqual({ message: 'unknown speaker', code: 'unknown_voice', status: 400, retryable: false });
  });

  it.each([
    ["script-src 'self' blob:", undefined, false],
    ["script-src 'self'", '/worklet.js', false],
    ["script-src 'self'", undefined, true],
  ])(
    'plays under the policy "%s" with the worklet at %s; by scheduled buffers: %s',
    async (policy, workletUrl, scheduled) => {
      const sent = noise(9_600);
      lab.answer('/speech', (response) => streamPcm(response, sent, { pauseMs: 0 }));
      const page = await lab.page(policy);
      const result = await page.evaluate(async (workletUrl) => {
        let buffers = 0;
        const { prototype } = AudioBufferSourceNode;
        const { start } = prototype;
        prototype.start = function (...when: number[]) {
          buffers++;
          return start.apply(this, when as [number]);
        };
        const bench = await globalThis.lab.open(workletUrl === undefined ? {} : { workletUrl });
        await bench.play('/speech').done;
        return { heard: await bench.heard(), buffers };
      }, workletUrl);
      expect(result.buffers > 0).toBe(scheduled);
      expect(worstError(result.heard, setIn(floatsOf(sent), FADE))).toBeLessThan(EXACT);
    },
  );
});
