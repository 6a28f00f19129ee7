import { int16ToFloat, parseWavHeader } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../../test/audio-of.ts';
import { room, TEXT } from '../../../test/room.ts';
import type { Faults } from '../faults/faults.ts';

/** Speaks through a load balancer and reads the reply as bytes. */
async function speak(path = '/lb/vibevoice-lb/speak', body: Record<string, unknown> = { text: TEXT }, world = room()) {
  const { clock, emulator } = world;
  const init = { method: 'POST', body: JSON.stringify(body) };
  const response = await clock.run(emulator.fetch(new Request(`http://emulator.test${path}`, init)));
  const bytes = async () => new Uint8Array(await clock.run(response.arrayBuffer()));
  return { ...world, response, bytes, text: async () => new TextDecoder().decode(await bytes()) };
}

const faulty = (emulate: Faults, more: Record<string, unknown> = {}) =>
  speak('/lb/vibevoice-lb/speak', { text: TEXT, emulate, ...more });

describe('a load-balancing endpoint', () => {
  it('streams raw samples as they are made', async () => {
    const { response, bytes, clock } = await speak();
    // The status line came with the first chunk, after the cold start.
    expect(clock.now()).toBe(648);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('x-runpod-worker-id')).toMatch(/^id\d+$/);
    const queue = bytesOf((await room().say()).items).flatMap((piece) => [...piece]);
    expect([...(await bytes())]).toEqual(queue);
    expect(clock.now()).toBeGreaterThan(1_200);
  });

  it('streams a WAV file of unknown length', async () => {
    const { response, bytes } = await speak('/lb/chatterbox-lb/speak?response=wav');
    expect(response.headers.get('content-type')).toBe('audio/wav');
    const file = await bytes();
    const parsed = parseWavHeader(file);
    expect(parsed).toMatchObject({ status: 'complete', header: { sampleRate: 24_000, dataBytes: undefined } });
    const samples = int16ToFloat(file.subarray(44));
    expect(samples.length / 24_000).toBeCloseTo(1.52, 3);
    expect(Math.max(...samples)).toBeCloseTo(0.3, 1);
  });

  it('streams messages as lines', async () => {
    const { response, text } = await speak('/lb/vibevoice-lb/any/path', { input: { text: TEXT, response: 'ndjson' } });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const messages = (await text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(messages.map((message) => message.chunk ?? message.total_chunks)).toEqual([1, 2, 3, 4, 5, 6, 7, 7]);
  });

  it('streams messages as events', async () => {
    const { response, text } = await speak('/lb/vibevoice-lb/speak?response=sse');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = (await text()).split('\n\n').slice(0, -1);
    expect(events).toHaveLength(8);
    expect(JSON.parse(events[0]?.replace(/^data: /, '') ?? '')).toMatchObject({ chunk: 1 });
  });

  it('answers /ping with 204 until a worker is up', async () => {
    const world = room();
    expect((await world.call('GET', '/lb/vibevoice-lb/ping')).status).toBe(204);
    await (await speak(undefined, undefined, world)).bytes();
    expect((await world.call('GET', '/lb/vibevoice-lb/ping')).status).toBe(200);
    expect((await world.call('GET', '/v2/vibevoice-lb/health')).body).toMatchObject({ workers: { ready: 1 } });
  });

  it('gives up when no worker comes in time', async () => {
    const world = room({ endpoints: { 'vibevoice-lb': { workers: 0 } } });
    const { response, text, clock } = await speak(undefined, undefined, world);
    expect([response.status, await text()]).toEqual([400, '{"error":"timed out waiting for worker"}']);
    expect(clock.now()).toBe(120_000);
  });

  it('answers a wrong input with 500 and what was wrong', async () => {
    const { response, text } = await speak(undefined, { text: TEXT, speaker_name: 'Nobody' });
    expect(response.status).toBe(500);
    expect(await text()).toContain('Speaker \\"Nobody\\" not found');
  });

  it.each([
    ['POST', '/lb/vibevoice/speak', { text: 'x' }, 404],
    ['POST', '/lb/nobody/speak', { text: 'x' }, 404],
    ['GET', '/lb/vibevoice-lb/speak', undefined, 405],
    ['POST', '/lb/vibevoice-lb/speak?response=flac', { text: 'x' }, 400],
    ['POST', '/lb/vibevoice-lb/speak', '{', 400],
  ])('refuses %s %s', async (method, path, body, status) => {
    expect((await room().call(method, path, body)).status).toBe(status);
  });

  it('cuts the connection when the handler fails in the middle', async () => {
    const { bytes } = await faulty({ end: { status: 'FAILED', afterChunks: 2 } });
    await expect(bytes()).rejects.toThrow();
  });

  it('stops the worker when the client leaves in the middle', async () => {
    const { response, emulator, clock } = await speak();
    await response.body?.cancel();
    await clock.advance(0);
    expect(emulator.jobs()[0]).toMatchObject({ status: 'CANCELLED', handlerStoppedAt: clock.now() });
  });

  it('stops the worker when the client leaves before the first byte', async () => {
    const { emulator, clock } = room();
    const leave = new AbortController();
    const init = { method: 'POST', body: JSON.stringify({ text: TEXT }), signal: leave.signal };
    const outcome = expect(
      emulator.fetch(new Request('http://emulator.test/lb/vibevoice-lb/x', init)),
    ).rejects.toThrow();
    await clock.advance(100);
    leave.abort(new Error('gone'));
    await outcome;
    expect(emulator.jobs()[0]).toMatchObject({ status: 'CANCELLED', cancelReceivedAt: 100 });
  });
});

describe('faults of a load-balancing endpoint', () => {
  it('hang: no answer, until the client gives up', async () => {
    const { emulator, clock } = room();
    const leave = new AbortController();
    const body = JSON.stringify({ text: TEXT, emulate: { lb: { fault: 'hang' } } });
    const init = { method: 'POST', body, signal: leave.signal };
    const outcome = expect(emulator.fetch(new Request('http://emulator.test/lb/vibevoice-lb/x', init))).rejects.toThrow(
      'tired',
    );
    await clock.advance(600_000);
    leave.abort(new Error('tired'));
    await outcome;
  });

  it.each([
    ['no-workers', 400, '{"error":"no workers available"}'],
    ['error-500', 500, '{"detail":"Internal Server Error"}'],
  ] as const)('%s: %i', async (fault, status, body) => {
    const { response, text } = await faulty({ lb: { fault } });
    expect([response.status, await text()]).toEqual([status, body]);
  });

  it('edge-524: the page of the edge in place of an answer', async () => {
    const { response, text } = await faulty({ lb: { fault: 'edge-524' } });
    expect(response.status).toBe(524);
    expect(await text()).toMatch(/^<!DOCTYPE html>/);
  });

  it('edge-524 in the middle: the page behind the audio', async () => {
    const { response, text } = await faulty({ lb: { fault: 'edge-524', afterChunks: 2 } }, { response: 'ndjson' });
    expect(response.status).toBe(200);
    const lines = (await text()).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      expect.stringContaining('"chunk":1'),
      expect.stringContaining('"chunk":2'),
      '<!DOCTYPE html>',
    ]);
  });

  it('cut: the connection breaks in the middle', async () => {
    const { response, clock } = await faulty({ lb: { fault: 'cut', afterChunks: 2 } });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const sizes: (number | undefined)[] = [];
    const reading = (async () => {
      for (;;) sizes.push((await reader.read()).value?.length);
    })();
    await expect(clock.run(reading)).rejects.toThrow();
    expect(sizes).toEqual([11_520, 24_000]);
  });

  it('short: the body ends too early and looks whole', async () => {
    expect(await (await faulty({ lb: { fault: 'short', afterChunks: 2 } })).bytes()).toHaveLength(35_520);
  });

  it('splitBytes: the body comes in small pieces', async () => {
    const { response, clock } = await faulty({ splitBytes: 1_001 });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect((await clock.run(reader.read())).value).toHaveLength(1_001);
    await reader.cancel();
  });

  it('http: statuses on the way to the worker', async () => {
    const { response } = await faulty({ http: [{ op: 'lb', status: 502 }] });
    expect(response.status).toBe(502);
  });
});
