import { once } from 'node:events';
import type { GatewayEnv } from '@voxlane/gateway';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { settle } from '../../test/settle.ts';
import { type Listening, listen } from './listen.ts';
import { PendingWork } from './pending-work.ts';

const HERE = { host: '127.0.0.1', port: 0, answerMs: 60_000 };

let server: Listening | undefined;
afterEach(() => server?.close());

describe('a server', () => {
  it('cuts an answer that does not come, and tells whoever works for it', async () => {
    const left = Promise.withResolvers<void>();
    const app = new Hono<GatewayEnv>();
    app.get('/', (c) => {
      c.req.raw.signal.addEventListener('abort', () => left.resolve());
      return new Promise<Response>(() => undefined);
    });
    server = await listen(app, { ...HERE, answerMs: 30 }, new PendingWork());
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

  it('waits for a request that is cut before its answer, which may leave something behind', async () => {
    const pending = new PendingWork();
    const begun = Promise.withResolvers<void>();
    const left: string[] = [];
    const app = new Hono<GatewayEnv>();
    app.get('/', async (c) => {
      begun.resolve();
      await once(c.req.raw.signal, 'abort');
      await settle();
      c.executionCtx.waitUntil(settle().then(() => left.push('a job is cancelled')));
      return c.body(null);
    });
    server = await listen(app, HERE, pending);
    const asking = fetch(server.url);
    await begun.promise;
    await Promise.all([expect(asking).rejects.toThrow(), server.close()]);
    await pending.settled();
    expect(left).toEqual(['a job is cancelled']);
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
