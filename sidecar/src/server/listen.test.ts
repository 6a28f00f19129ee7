import type { GatewayEnv } from '@voxlane/gateway';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { type Listening, listen } from './listen.ts';
import { PendingWork } from './pending-work.ts';

const HERE = { host: '127.0.0.1', port: 0, stuckMs: 60_000 };

let server: Listening | undefined;
afterEach(() => server?.close());

describe('a server', () => {
  it('cuts a connection on which nothing moves, and tells whoever works for it', async () => {
    const left = Promise.withResolvers<void>();
    const app = new Hono<GatewayEnv>();
    app.get('/', (c) => {
      c.req.raw.signal.addEventListener('abort', () => left.resolve());
      return new Promise<Response>(() => undefined);
    });
    server = await listen(app, { ...HERE, stuckMs: 30 }, new PendingWork());
    await expect(fetch(server.url)).rejects.toThrow();
    await left.promise;
  });

  it('keeps what a request leaves behind', async () => {
    const pending = new PendingWork();
    const app = new Hono<GatewayEnv>();
    app.get('/', (c) => {
      c.executionCtx.waitUntil(new Promise(() => undefined));
      return c.text('there is more');
    });
    server = await listen(app, HERE, pending);
    expect(await (await fetch(server.url)).text()).toBe('there is more');
    expect(pending.size).toBe(1);
  });

  it('is at an address that can be called', async () => {
    server = await listen(new Hono<GatewayEnv>(), HERE, new PendingWork());
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect((await fetch(server.url)).status).toBe(404);
  });

  it.each([
    ['a taken port', () => ({ ...HERE, port: Number(new URL(server?.url ?? '').port) }), 'EADDRINUSE'],
    ['an address of another machine', () => ({ ...HERE, host: '192.0.2.1' }), 'EADDRNOTAVAIL'],
  ])('does not start at %s', async (_, address, code) => {
    server = await listen(new Hono<GatewayEnv>(), HERE, new PendingWork());
    await expect(listen(new Hono<GatewayEnv>(), address(), new PendingWork())).rejects.toMatchObject({
      message: expect.stringContaining('PORT'),
      cause: { code },
    });
  });

  it('may be closed twice', async () => {
    const closing = await listen(new Hono<GatewayEnv>(), HERE, new PendingWork());
    await closing.close();
    await closing.close();
  });
});
