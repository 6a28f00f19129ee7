import { describe, expect, it } from 'vitest';
import { spokenSamples } from './spoken-samples.ts';
import { testApp } from './test-app.ts';

const HALF = Float32Array.of(0.5, -0.5);

/** Speech that never starts, and fails as soon as its signal aborts, like a job in the queue. */
function queued(_order: unknown, { signal }: { signal: AbortSignal }): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

describe('a listener who leaves', () => {
  it('is noticed by the signal of the request while the job is queued', async () => {
    const client = new AbortController();
    const app = testApp({}, { startSpeech: queued });
    const answer = app.speak({ text: 'Hello' }, { signal: client.signal });
    await app.begun;
    client.abort();
    const response = await answer;
    expect(response.status).toBe(499);
    expect(await response.text()).toBe('');
    expect(app.started[0]?.context.signal.reason).toMatchObject({ code: 'client_closed' });
    expect(app.lines).toMatchObject([{ level: 'info', outcome: 'cancelled', code: 'client_closed', status: 499 }]);
  });

  it('is noticed by the signal of the request while events keep the queue alive', async () => {
    const client = new AbortController();
    const app = testApp({}, { startSpeech: queued });
    const response = await app.speak({ text: 'Hello', stream_format: 'sse' }, { signal: client.signal });
    const read = response.body?.getReader().read();
    await app.begun;
    client.abort();
    await expect(read).rejects.toMatchObject({ code: 'client_closed' });
    await app.idle();
    expect(app.started[0]?.context.signal.aborted).toBe(true);
    expect(app.lines).toMatchObject([{ outcome: 'cancelled', code: 'client_closed', bytes: 0 }]);
  });

  it('is noticed by the signal of the request while audio plays', async () => {
    const client = new AbortController();
    const spoken = spokenSamples([HALF, HALF, HALF]);
    const app = testApp({}, { startSpeech: async () => spoken.speech });
    const response = await app.speak({ text: 'Hello' }, { signal: client.signal });
    await response.body?.getReader().read();
    client.abort();
    await app.idle();
    expect(app.started[0]?.context.signal.aborted).toBe(true);
    expect(spoken.released).toBe(1);
    expect(app.lines).toMatchObject([{ outcome: 'cancelled', code: 'client_closed', bytes: 4 }]);
  });

  it.each(['audio', 'sse'])('is noticed by the cancel of the body of %s alone', async (stream_format) => {
    const spoken = spokenSamples([HALF, HALF, HALF]);
    const app = testApp({}, { startSpeech: async () => spoken.speech });
    const reader = (await app.speak({ text: 'Hello', stream_format })).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await app.idle();
    expect(app.started[0]?.context.signal.reason).toMatchObject({ code: 'client_closed' });
    expect(spoken.released).toBe(1);
    expect(app.lines).toMatchObject([{ outcome: 'cancelled', code: 'client_closed', status: 200 }]);
  });

  it('is noticed when the body of the request breaks off', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('connection lost')) });
    const app = testApp();
    const headers = { 'Content-Type': 'application/json' };
    expect((await app.send('/api/tts/stream', { method: 'POST', headers, body })).status).toBe(499);
    expect(app.lines).toMatchObject([{ outcome: 'cancelled', code: 'client_closed' }]);
  });

  it('is not seen in one who stayed to the end', async () => {
    const app = testApp();
    await (await app.speak({ text: 'Hello' })).arrayBuffer();
    await app.idle();
    expect(app.started[0]?.context.signal.aborted).toBe(false);
    expect(app.lines).toMatchObject([{ outcome: 'done' }]);
  });
});
