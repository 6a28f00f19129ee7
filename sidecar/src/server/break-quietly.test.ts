import { describe, expect, it } from 'vitest';
import { settle } from '../../test/settle.ts';
import { breakQuietly } from './break-quietly.ts';

const CHUNKED = { headers: { 'Transfer-Encoding': 'chunked', 'X-Sample-Rate': '48000' }, status: 206 };

/** A stream of the given parts, of which an Error breaks it, and whether it was cancelled. */
function streamOf(...parts: (Uint8Array | Error)[]) {
  const state = { pulled: 0, cancelled: undefined as unknown };
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const part = parts[state.pulled];
    state.pulled += 1;
    if (part instanceof Error) controller.error(part);
    else if (part === undefined) controller.close();
    else controller.enqueue(part);
  };
  const cancel = (reason: unknown) => {
    state.cancelled = reason;
  };
  return { state, body: new ReadableStream({ pull, cancel }, { highWaterMark: 0 }) };
}

describe('a response that breaks quietly', () => {
  it('is the same while nothing breaks', async () => {
    let cuts = 0;
    const response = breakQuietly(new Response(streamOf(Uint8Array.of(1), Uint8Array.of(2)).body, CHUNKED), () => {
      cuts += 1;
    });
    expect([response.status, response.headers.get('X-Sample-Rate')]).toEqual([206, '48000']);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2]);
    expect(cuts).toBe(0);
  });

  it('cuts the connection once, after what came before, and throws nothing', async () => {
    let cuts = 0;
    const response = breakQuietly(new Response(streamOf(Uint8Array.of(1), new Error('broken')).body, CHUNKED), () => {
      cuts += 1;
    });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1]);
    expect(cuts).toBe(1);
  });

  it('is read only when it is asked for, and cancelled with the reason', async () => {
    const { state, body } = streamOf(Uint8Array.of(1), Uint8Array.of(2));
    const reader = breakQuietly(new Response(body, CHUNKED), () => undefined).body?.getReader();
    await settle();
    expect(state.pulled).toBe(0);
    await reader?.read();
    await settle();
    expect(state.pulled).toBe(1);
    await reader?.cancel('gone');
    expect(state.cancelled).toBe('gone');
  });

  it.each([
    ['without a body', new Response(null, { status: 499 })],
    ['that is complete', Response.json({ status: 'healthy' })],
  ])('is left as it is %s', (_, response) => {
    expect(breakQuietly(response, () => undefined)).toBe(response);
  });
});
