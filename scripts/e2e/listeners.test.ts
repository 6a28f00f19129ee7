import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOOPBACK } from '../start/ports.mjs';
import { freePort, killGroup, type StartedSystem, start } from './started-system.ts';

const LISTENERS = 50;
const VOICES = ['Alice', 'Carter', 'Frank', 'Mary', 'Maya', 'Samuel'];
const RATE = 48_000;
const WAV_HEADER_BYTES = 44;

/** A bound for all of them together, in milliseconds; two cores take less than half of it. */
const ALL_HEARD_MS = 15_000;
/** Milliseconds that the GPU takes for each chunk of the fox, so that its first words can overtake its last. */
const FOX_CHUNK_MS = 150;

interface Order {
  service: 'vibevoice' | 'chatterbox';
  text: string;
  voice: string;
}

const FOX: Order = { service: 'vibevoice', text: 'The quick brown fox jumps over the lazy dog.', voice: 'Alice' };

/** Half of them listen to a model with many speakers, half to one with a single one; no two hear the same. */
const ORDERS = Array.from({ length: LISTENERS }, (_, i): Order => {
  const text = `Listener ${i} hears ${'only '.repeat(1 + (i % 4))}this.`;
  const voice = VOICES[(i >> 1) % VOICES.length] ?? 'Alice';
  return i % 2 === 0 ? { service: 'vibevoice', text, voice } : { service: 'chatterbox', text, voice: 'default' };
});

/** A GPU a listener, warm and a hundred times as fast as speech. */
const QUICK = { workers: LISTENERS, pace: { coldStartMs: 0, realTimeFactor: 0.01, finishMs: 0 } };

interface Heard {
  status: number;
  headers: Headers;
  bytes: Buffer;
  /** Milliseconds of a clock that only goes forward. */
  firstAt: number;
  endedAt: number;
}

/** Asks for speech and hears it to its end; rejects when it breaks off. */
async function hear(edgeUrl: string, order: Order): Promise<Heard> {
  const response = await fetch(`${edgeUrl}/api/tts/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  const pieces: Uint8Array[] = [];
  let firstAt = Number.NaN;
  for await (const piece of response.body ?? []) {
    if (pieces.length === 0) firstAt = performance.now();
    pieces.push(piece);
  }
  const { status, headers } = response;
  return { status, headers, bytes: Buffer.concat(pieces), firstAt, endedAt: performance.now() };
}

/** What the emulator itself makes of an order, as one batch past the edge: raw samples. */
async function madeDirectly(emulatorUrl: string, { service, text, voice }: Order): Promise<Buffer> {
  const speaker = service === 'vibevoice' ? { speaker_name: voice } : {};
  const input = { text, ...speaker, stream: false, sample_rate: RATE, output_format: 'pcm_16' };
  const body = JSON.stringify({ input });
  const response = await fetch(`${emulatorUrl}/v2/${service}/runsync`, { method: 'POST', body });
  const { output } = (await response.json()) as { output: { audio_base64: string }[] };
  return Buffer.from(output[0]?.audio_base64 ?? '', 'base64').subarray(WAV_HEADER_BYTES);
}

describe('the started system', () => {
  let system: StartedSystem;
  let edgeUrl = '';
  let emulatorUrl = '';

  beforeAll(async () => {
    const [edge, emulator] = [await freePort(), await freePort()];
    const EMULATOR_ENDPOINTS = JSON.stringify({ vibevoice: QUICK, chatterbox: QUICK });
    system = start({ EDGE_PORT: `${edge}`, EMULATOR_PORT: `${emulator}`, EMULATOR_ENDPOINTS });
    await system.line(/^ready /);
    edgeUrl = `http://${LOOPBACK}:${edge}`;
    emulatorUrl = `http://${LOOPBACK}:${emulator}`;
  });
  afterAll(async () => {
    system.child.kill('SIGTERM');
    await once(system.child, 'close');
    if (system.child.pid !== undefined) killGroup(system.child.pid);
  });

  it('plays the first words while the last are being made', async () => {
    const faults = { pace: { msPerChunk: FOX_CHUNK_MS } };
    const rule = { endpoint: FOX.service, match: 'fox', times: 1, faults };
    await fetch(`${emulatorUrl}/_emulator/faults`, { method: 'POST', body: JSON.stringify(rule) });
    const { status, headers, bytes, firstAt, endedAt } = await hear(edgeUrl, FOX);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('audio/octet-stream');
    expect(headers.get('x-sample-rate')).toBe(`${RATE}`);
    expect(headers.get('x-channels')).toBe('1');
    expect(endedAt - firstAt).toBeGreaterThan(2 * FOX_CHUNK_MS);
    expect(bytes.length % Int16Array.BYTES_PER_ELEMENT).toBe(0);
    expect(bytes.equals(await madeDirectly(emulatorUrl, FOX))).toBe(true);
  });

  it(`lets ${LISTENERS} listeners at once hear each their own words in their own voice`, async () => {
    const begunAt = performance.now();
    const heard = await Promise.all(ORDERS.map((order) => hear(edgeUrl, order)));
    expect(performance.now() - begunAt).toBeLessThan(ALL_HEARD_MS);
    expect(heard.filter(({ status }) => status !== 200)).toEqual([]);
    for (const [index, order] of ORDERS.entries()) {
      const made = await madeDirectly(emulatorUrl, order);
      expect(made.length, order.text).toBeGreaterThan(0);
      expect(heard[index]?.bytes.equals(made), order.text).toBe(true);
    }
  });
});
