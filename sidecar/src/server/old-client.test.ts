import { connect } from 'node:net';
import type { GatewayEnv } from '@voxlane/gateway';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { type Listening, listen } from './listen.ts';
import { PendingWork } from './pending-work.ts';

const HERE = { host: '127.0.0.1', port: 0, answerMs: 60_000 };

let server: Listening | undefined;
afterEach(() => server?.close());

/** Serves a stream of four letters, which then ends or breaks. */
async function serve(breaks: boolean): Promise<number> {
  const app = new Hono<GatewayEnv>();
  app.get('/', () => {
    const letters = ['s', 'o', 'n', 'g'];
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
      await new Promise((resolve) => setImmediate(resolve));
      const letter = letters.shift();
      if (letter !== undefined) controller.enqueue(new TextEncoder().encode(letter));
      else if (breaks) controller.error(new Error('it broke'));
      else controller.close();
    };
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });
    return new Response(body, { headers: { 'Transfer-Encoding': 'chunked' } });
  });
  server = await listen(app, HERE, new PendingWork());
  return Number(new URL(server.url).port);
}

/** Everything that a client hears who speaks the given version, and the error that its connection ended with. */
async function heardBy(version: string, port: number): Promise<{ text: string; error: string | undefined }> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET / HTTP/${version}\r\nHost: sidecar\r\nConnection: close\r\n\r\n`);
  let text = '';
  try {
    for await (const part of socket) text += part;
    return { text, error: undefined };
  } catch (error) {
    return { text, error: (error as NodeJS.ErrnoException).code };
  }
}

describe('a stream over HTTP/1.0', () => {
  it('has no lengths of chunks in it, and ends with the connection', async () => {
    const { text, error } = await heardBy('1.0', await serve(false));
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(text).not.toMatch(/transfer-encoding/i);
    expect(text.slice(text.indexOf('\r\n\r\n'))).toBe('\r\n\r\nsong');
    expect(error).toBeUndefined();
  });

  it('is reset when it breaks, since a mere end would look whole', async () => {
    const { error } = await heardBy('1.0', await serve(true));
    expect(error).toBe('ECONNRESET');
  });
});

describe('a stream over HTTP/1.1', () => {
  it('comes in chunks', async () => {
    const { text } = await heardBy('1.1', await serve(false));
    expect(text).toMatch(/transfer-encoding: chunked/i);
    expect(text).toMatch(/0\r\n\r\n$/);
  });

  it('has no last chunk when it breaks', async () => {
    const { text } = await heardBy('1.1', await serve(true));
    expect(text).toMatch(/g\r\n$/);
  });
});
