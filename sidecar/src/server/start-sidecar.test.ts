import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginSpeaking, TOKENS } from '../../test/begin-speaking.ts';
import { NANO_TOKEN_SAMPLES, nanoLine } from '../../test/nano-tokens.ts';
import { beginCall, readAnswer } from '../../test/raw-call.ts';
import { removeCache, runSidecar, type TestSidecar } from '../../test/running-sidecar.ts';
import { until } from '../../test/until.ts';
import { startSidecar } from './start-sidecar.ts';

/** Loading a model takes a second; a busy machine takes longer. */
const LIMIT_MS = 30_000;

let sidecar: TestSidecar | undefined;
const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
const written = vi.spyOn(process.stderr, 'write');

async function start(environment?: Record<string, string>): Promise<TestSidecar> {
  sidecar = await runSidecar(environment);
  return sidecar;
}

beforeEach(() => {
  printed.mockClear();
  written.mockClear();
});
afterEach(async () => {
  await sidecar?.end(AbortSignal.abort());
  sidecar = undefined;
  expect(printed).not.toHaveBeenCalled();
  expect(written).not.toHaveBeenCalled();
});
afterAll(async () => {
  printed.mockRestore();
  written.mockRestore();
  await removeCache();
});

describe('a sidecar that listens', { timeout: LIMIT_MS }, () => {
  let running: TestSidecar;

  beforeAll(async () => {
    running = await runSidecar();
  }, LIMIT_MS);
  beforeEach(() => {
    running.lines.length = 0;
  });
  afterAll(() => running.end(AbortSignal.abort()));

  it('says who it is and that it is loaded', async () => {
    const { url, config } = running;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(config.codec.model).toBe('nano');
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ tier: 'middleware-sidecar' });
    const ready = await (await fetch(`${url}/ready`)).json();
    expect(ready).toMatchObject({ model: { name: 'nano', loaded: true, tokenRate: 25 }, code: 'not_configured' });
  });

  it('decodes a body that is complete', async () => {
    const { url, lines } = running;
    const response = await fetch(`${url}/v1/decode`, { method: 'POST', body: nanoLine(TOKENS) });
    const samples = (await response.arrayBuffer()).byteLength / 2;
    expect(Math.abs(samples - TOKENS * NANO_TOKEN_SAMPLES)).toBeLessThan(NANO_TOKEN_SAMPLES);
    await until(() => lines.length > 0);
    expect(lines).toMatchObject([{ outcome: 'done', route: '/v1/decode', pieces: 1 }]);
  });

  it('sounds while tokens still come', async () => {
    const { request, answer } = await beginSpeaking(running);
    const reading = answer[Symbol.asyncIterator]();
    const first = (await reading.next()).value as Buffer;
    expect(first.byteLength).toBeGreaterThan(0);
    request.end(nanoLine(TOKENS, { voiced: false }));
    let bytes = first.byteLength;
    for (let part = await reading.next(); !part.done; part = await reading.next()) bytes += part.value.byteLength;
    expect(Math.abs(bytes / 2 - 2 * TOKENS * NANO_TOKEN_SAMPLES)).toBeLessThan(NANO_TOKEN_SAMPLES);
    expect(answer.complete).toBe(true);
  });

  it('stops decoding when the listener leaves', async () => {
    const { request } = await beginSpeaking(running);
    expect(await running.metric('voxlane_streams')).toBe(1);
    request.destroy();
    await until(async () => (await running.metric('voxlane_streams')) === 0);
    await until(() => running.lines.some(({ outcome }) => outcome === 'cancelled'));
  });

  it('breaks the connection when decoding fails after the first sound, and says so in the log alone', async () => {
    const { request, answer } = await beginSpeaking(running);
    const reading = readAnswer(answer);
    request.write('{"tokens": [99999]}\n');
    const { bytes, whole } = await reading;
    expect(whole).toBe(false);
    expect(bytes.byteLength).toBeGreaterThan(0);
    expect(bytes.includes('tokens')).toBe(false);
    await until(() => running.lines.length > 0);
    expect(running.lines).toMatchObject([{ outcome: 'failed', code: 'invalid_request', bytes: bytes.byteLength }]);
  });

  it('answers wrong tokens before the first sound with a status, though the body is still open', async () => {
    const { url } = running;
    const { request, answer } = beginCall(`${url}/v1/decode`);
    request.write('{"tokens": [99999]}\n');
    const response = await answer;
    expect(response.statusCode).toBe(400);
    const { bytes, whole } = await readAnswer(response);
    expect([whole, JSON.parse(bytes.toString()).error.code]).toEqual([true, 'invalid_request']);
    request.destroy();
  });

  it('breaks the connection of events after the event that tells of a failure', async () => {
    const { url } = running;
    const response = await fetch(`${url}/v1/decode?stream_format=sse`, { method: 'POST', body: 'hello' });
    expect(response.status).toBe(200);
    let text = '';
    const reading = async () => {
      for await (const part of response.body ?? []) text += new TextDecoder().decode(part);
    };
    await expect(reading()).rejects.toThrow();
    expect(text).toContain('event: speech.audio.error');
  });
});

describe('a sidecar whose time for a request is up', { timeout: LIMIT_MS }, () => {
  it('says so before the connection is cut', async () => {
    const { url } = await start({ TOTAL_TIMEOUT_MS: '200', QUEUE_TIMEOUT_MS: '1' });
    const { request, answer } = beginCall(`${url}/v1/decode`);
    expect((await answer).statusCode).toBe(504);
    request.destroy();
  });
});

describe('a sidecar with one place', { timeout: LIMIT_MS }, () => {
  it('frees a place in the line when who waits leaves', async () => {
    const running = await start({ MAX_STREAMS: '1' });
    const { request } = await beginSpeaking(running);
    const second = beginCall(`${running.url}/v1/decode`);
    second.request.end(nanoLine(TOKENS));
    await until(async () => (await running.metric('voxlane_streams_waiting')) === 1);
    second.request.destroy();
    await until(async () => (await running.metric('voxlane_streams_waiting')) === 0);
    request.destroy();
  });
});

describe('a sidecar that cannot start', { timeout: LIMIT_MS }, () => {
  const silent = { log: () => undefined, notice: () => undefined };

  it('says what is wrong with its settings', async () => {
    await expect(startSidecar({ PORT: 'x', MAX_STREAMS: '0' }, silent)).rejects.toThrow(
      /PORT must be .* MAX_STREAMS must be/,
    );
  });

  it('says that its port is taken', async () => {
    const { url } = await start();
    await expect(startSidecar({ PORT: new URL(url).port }, silent)).rejects.toThrow(
      /cannot listen with HOST .* EADDRINUSE/,
    );
  });

  it('listens and says why it is not ready when there is no such model', async () => {
    const running = await startSidecar({ PORT: '0', LINACODEC_MODEL: '/no/such folder' }, silent);
    await expect(running.loaded).rejects.toMatchObject({ code: 'model_not_found' });
    expect((await fetch(`${running.url}/health`)).status).toBe(200);
    expect((await fetch(`${running.url}/ready`)).status).toBe(503);
    await running.end();
  });
});
