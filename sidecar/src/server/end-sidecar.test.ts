import { Agent, get } from 'node:http';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { beginSpeaking, TOKENS } from '../../test/begin-speaking.ts';
import { NANO_TOKEN_SAMPLES, nanoLine } from '../../test/nano-tokens.ts';
import { beginCall, readAnswer } from '../../test/raw-call.ts';
import { removeCache, runSidecar, type TestSidecar } from '../../test/running-sidecar.ts';
import { until } from '../../test/until.ts';
import { startSidecar } from './start-sidecar.ts';

/** Loading a model takes a second; a busy machine takes longer. */
const LIMIT_MS = 30_000;

let sidecar: TestSidecar | undefined;

async function start(environment?: Record<string, string>): Promise<TestSidecar> {
  sidecar = await runSidecar(environment);
  return sidecar;
}

afterEach(async () => {
  await sidecar?.end(AbortSignal.abort());
  sidecar = undefined;
});
afterAll(removeCache);

describe('a sidecar that is told to end', { timeout: LIMIT_MS }, () => {
  it('lets a running stream finish and takes no new one', async () => {
    const running = await start();
    const { request, answer } = await beginSpeaking(running);
    const ending = running.end();
    const refused = await fetch(`${running.url}/v1/decode`, { method: 'POST', body: nanoLine(1) });
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '3']);
    await refused.body?.cancel();
    expect((await fetch(`${running.url}/ready`)).status).toBe(503);
    request.end(nanoLine(TOKENS, { voiced: false }));
    const { bytes, whole } = await readAnswer(answer);
    expect(whole).toBe(true);
    expect(Math.abs(bytes.byteLength / 2 - 2 * TOKENS * NANO_TOKEN_SAMPLES)).toBeLessThan(NANO_TOKEN_SAMPLES);
    await ending;
    await expect(fetch(`${running.url}/health`)).rejects.toThrow();
  });

  it('refuses who waits in the line', async () => {
    const running = await start({ MAX_STREAMS: '1' });
    const { request } = await beginSpeaking(running);
    const second = beginCall(`${running.url}/v1/decode`);
    second.request.end(nanoLine(TOKENS));
    await until(async () => (await running.metric('voxlane_streams_waiting')) === 1);
    const ending = running.end();
    expect((await second.answer).statusCode).toBe(503);
    request.end();
    await ending;
  });

  it('does not wait for connections that are kept for later', async () => {
    const running = await start();
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve) => {
      get(`${running.url}/health`, { agent }, (answer) => answer.resume().once('end', resolve));
    });
    const { request, answer } = await beginSpeaking(running, agent);
    const ending = running.end();
    request.end();
    expect((await readAnswer(answer)).whole).toBe(true);
    await ending;
    agent.destroy();
  });

  it('cuts what still runs when it is told twice', async () => {
    const running = await start();
    const { answer } = await beginSpeaking(running);
    const hurry = new AbortController();
    const ending = running.end(hurry.signal);
    hurry.abort();
    expect((await readAnswer(answer)).whole).toBe(false);
    await ending;
    expect(running.lines).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('cuts what still runs after the time for it', async () => {
    const running = await start({ DRAIN_TIMEOUT_MS: '20' });
    const { answer } = await beginSpeaking(running);
    const reading = readAnswer(answer);
    await running.end();
    expect((await reading).whole).toBe(false);
  });

  it('ends at once when nobody is there, and may be told again', async () => {
    const running = await start();
    await running.end();
    await running.end();
    await expect(fetch(`${running.url}/health`)).rejects.toThrow();
  });

  it('stops loading, which nobody has to wait for', async () => {
    const { end } = await startSidecar(
      { PORT: '0', DECODE_WORKERS: '1' },
      { log: () => undefined, notice: () => undefined },
    );
    await end();
  });
});
