import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Clock, createVirtualClock, toneSynthesizer } from './index.ts';
import { type RunningEmulator, startEmulator } from './server.ts';

const QUICK = { pace: { coldStartMs: 0, msPerChunk: 0, finishMs: 0 } };
let running: RunningEmulator | undefined;

async function start(options: { clock?: Clock } = {}): Promise<RunningEmulator> {
  const endpoints = { vibevoice: QUICK, 'vibevoice-lb': QUICK, 'qwen-http': QUICK };
  running = await startEmulator({ port: 0, synthesize: toneSynthesizer, endpoints, ...options });
  return running;
}

afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function submit(url: string, emulate: Record<string, unknown> = {}): Promise<string> {
  const body = JSON.stringify({ input: { text: 'hello there', stream: true, emulate } });
  const response = await fetch(`${url}/v2/vibevoice/run`, { method: 'POST', body });
  return ((await response.json()) as { id: string }).id;
}

describe('the server', () => {
  it('carries a job over real sockets', async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const id = await submit(url);
    const items: unknown[] = [];
    for (let status = ''; status !== 'COMPLETED'; ) {
      const reply = (await (await fetch(`${url}/v2/vibevoice/stream/${id}`)).json()) as { status: string; stream: [] };
      items.push(...reply.stream);
      status = reply.status;
    }
    expect(items).not.toHaveLength(0);
    expect(items.at(-1)).toMatchObject({ output: { status: 'complete' } });
  });

  it('streams a load-balancing reply and gives addresses that can be fetched', async () => {
    const { url } = await start();
    const body = JSON.stringify({ text: 'hello', response: 'ndjson', emulate: { shape: 'audio-url' } });
    const response = await fetch(`${url}/lb/vibevoice-lb/speak`, { method: 'POST', body });
    expect(response.headers.get('transfer-encoding')).toBe('chunked');
    const [first] = (await response.text()).split('\n');
    const { audio_url } = JSON.parse(first ?? '') as { audio_url: string };
    expect(audio_url.startsWith(`${url}/files/`)).toBe(true);
    expect((await fetch(audio_url)).status).toBe(200);
  });

  it('lets a held call go when its client disconnects, and hands the chunks to the next', async () => {
    const virtual = createVirtualClock();
    let holds = 0;
    const clock: Clock = {
      now: virtual.now,
      async sleep(ms, signal) {
        const isHold = ms === 10_000;
        if (isHold) holds++;
        await virtual.sleep(ms, signal).finally(() => isHold && holds--);
      },
    };
    const { url } = await start({ clock });
    const id = await submit(url, { queueMs: 300 });
    const leave = new AbortController();
    const outcome = expect(fetch(`${url}/v2/vibevoice/stream/${id}`, { signal: leave.signal })).rejects.toThrow();
    await vi.waitFor(() => expect(holds).toBe(1));
    leave.abort();
    await outcome;
    await vi.waitFor(() => expect(holds).toBe(0));
    await virtual.advance(1_000);
    const reply = (await (await fetch(`${url}/v2/vibevoice/stream/${id}`)).json()) as { stream: unknown[] };
    expect(reply.stream[0]).toMatchObject({ output: { chunk: 1 } });
  });

  it('stops the worker when a load-balancing client disconnects', async () => {
    const { url, emulator } = await start();
    const body = JSON.stringify({ text: 'hello there', emulate: { stall: { afterChunks: 1, ms: 60_000 } } });
    const leave = new AbortController();
    const response = await fetch(`${url}/lb/vibevoice-lb/speak`, { method: 'POST', body, signal: leave.signal });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    leave.abort();
    await vi.waitFor(() => expect(emulator.jobs()[0]).toMatchObject({ status: 'CANCELLED' }));
  });

  it('resets the connection where a fault says so', async () => {
    const { url } = await start();
    const id = await submit(url, { http: [{ op: 'stream', reply: 'reset' }] });
    await expect(fetch(`${url}/v2/vibevoice/stream/${id}`)).rejects.toThrow('fetch failed');
    expect((await fetch(`${url}/v2/vibevoice/stream/${id}`)).status).toBe(200);
  });

  it('breaks a body where a fault cuts it', async () => {
    const { url } = await start();
    const body = JSON.stringify({ text: 'hello there', emulate: { lb: { fault: 'cut', afterChunks: 2 } } });
    const response = await fetch(`${url}/lb/vibevoice-lb/speak`, { method: 'POST', body });
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  it('sends a whole clip with its length, and resets the connection of a worker that dies', async () => {
    const { url } = await start();
    const ask = (emulate = {}) =>
      fetch(`${url}/plain/qwen/tts`, { method: 'POST', body: JSON.stringify({ text: 'hello', emulate }) });
    const response = await ask();
    expect(response.headers.get('content-length')).toBe('16364');
    expect((await response.arrayBuffer()).byteLength).toBe(16_364);
    await expect(ask({ end: { status: 'CRASH' } })).rejects.toThrow('fetch failed');
    await expect((await ask({ clip: 'cut' })).arrayBuffer()).rejects.toThrow();
  });

  it('stops making a clip when its client disconnects', async () => {
    const { url, emulator } = await start();
    const body = JSON.stringify({ text: 'hello there', emulate: { stall: { ms: 60_000 } } });
    const leave = new AbortController();
    const outcome = expect(
      fetch(`${url}/plain/qwen/tts`, { method: 'POST', body, signal: leave.signal }),
    ).rejects.toThrow();
    await vi.waitFor(() => expect(emulator.jobs()[0]).toMatchObject({ status: 'IN_PROGRESS' }));
    leave.abort();
    await outcome;
    await vi.waitFor(() => expect(emulator.jobs()[0]).toMatchObject({ status: 'CANCELLED' }));
  });

  it('refuses a body over the limit and stays alive', async () => {
    const { url } = await start();
    const body = JSON.stringify({ input: { text: 'x'.repeat(11_000_000) } });
    const refused = await fetch(`${url}/v2/vibevoice/run`, { method: 'POST', body });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('exceeded max body size of 10MiB');
    expect((await fetch(url)).status).toBe(200);
  });

  it('cuts held calls when it closes, and gives the port back', async () => {
    const { url, close } = await start();
    const id = await submit(url, { stayQueued: true });
    const held = expect(fetch(`${url}/v2/vibevoice/stream/${id}`)).rejects.toThrow();
    await vi.waitFor(() => expect(running?.emulator.jobs()).toHaveLength(1));
    await close();
    await held;
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const refusal = await new Promise<NodeJS.ErrnoException>((resolve) => socket.once('error', resolve));
    expect(refusal.code).toBe('ECONNREFUSED');
  });

  it('says so when the port is taken', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    await expect(startEmulator({ port, synthesize: toneSynthesizer })).rejects.toThrow('EADDRINUSE');
  });
});
