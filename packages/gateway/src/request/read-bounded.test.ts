import { describe, expect, it } from 'vitest';
import { manualClock } from '../../test/manual-clock.ts';
import { streamedRequest } from '../../test/streamed-request.ts';
import { type BodyBounds, readBounded } from './read-bounded.ts';

/** A request whose body comes when the test says so, and how the reading of it goes. */
function slowRequest(changed: Partial<BodyBounds> = {}) {
  const clock = manualClock();
  const { signal } = new AbortController();
  const pipe = new TransformStream<Uint8Array, Uint8Array>({}, { highWaterMark: 100 }, { highWaterMark: 100 });
  const writer = pipe.writable.getWriter();
  const request = streamedRequest(pipe.readable);
  const reading = readBounded(request, { maxBytes: 100, timeoutMs: 1_000, clock, signal, ...changed });
  return { clock, writer, reading };
}

describe('reading a body', () => {
  it('takes what arrives in time, in however many parts', async () => {
    const { clock, writer, reading } = slowRequest();
    await writer.write(Uint8Array.of(1, 2));
    clock.advance(999);
    await writer.write(Uint8Array.of(3));
    await writer.close();
    expect(await reading).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('gives up a body that never comes', async () => {
    const { clock, writer, reading } = slowRequest();
    clock.advance(1_000);
    await expect(reading).rejects.toMatchObject({
      code: 'request_timeout',
      message: 'The request body did not arrive whole within 1000 ms (TIMEOUT_MS)',
    });
    await expect(writer.write(Uint8Array.of(1))).rejects.toBeUndefined();
  });

  it('gives up a body that trickles, and stops reading it', async () => {
    const { clock, writer, reading } = slowRequest();
    const failed = expect(reading).rejects.toMatchObject({ code: 'request_timeout', status: 408, retryable: true });
    for (let sent = 0; sent < 10; sent += 1) {
      await writer.write(Uint8Array.of(0x20));
      clock.advance(100);
    }
    await failed;
    await expect(writer.write(Uint8Array.of(0x20))).rejects.toBeUndefined();
  });

  it('reads what is too much to its end without holding it, so that the sender sees the answer', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent > 50) controller.close();
        else controller.enqueue(new Uint8Array(1_048_576));
      },
    });
    const request = streamedRequest(body);
    const bounds = { maxBytes: 100, timeoutMs: 1_000, clock: manualClock(), signal: new AbortController().signal };
    await expect(readBounded(request, bounds)).rejects.toMatchObject({ code: 'body_too_large', status: 413 });
    expect(sent).toBe(51);
  });

  it('cuts what does not end', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1_048_576));
      },
    });
    const request = streamedRequest(body);
    const bounds = { maxBytes: 100, timeoutMs: 1_000, clock: manualClock(), signal: new AbortController().signal };
    await expect(readBounded(request, bounds)).rejects.toMatchObject({ code: 'body_too_large' });
    expect(sent).toBeLessThan(70);
  });

  it('ends with the listener who leaves', async () => {
    const listener = new AbortController();
    const { reading } = slowRequest({ signal: listener.signal });
    listener.abort(new Error('left'));
    await expect(reading).rejects.toThrow('left');
  });

  it('leaves nobody asleep behind', async () => {
    const clock = manualClock();
    const signals: AbortSignal[] = [];
    const sleep: typeof clock.sleep = (ms, signal) => {
      if (signal !== undefined) signals.push(signal);
      return clock.sleep(ms, signal);
    };
    const { writer, reading } = slowRequest({ clock: { now: clock.now, sleep } });
    await writer.close();
    expect(await reading).toEqual(new Uint8Array());
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
