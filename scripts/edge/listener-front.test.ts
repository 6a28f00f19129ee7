import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ListenerFront, startListenerFront } from './listener-front.ts';

const HOST = '127.0.0.1';

describe('startListenerFront', () => {
  let front: ListenerFront;
  /** Stands in for workerd: its side of the latest connection. */
  let accepted: Promise<Socket>;
  const server = createServer({ allowHalfOpen: true }, (socket) => sockets.add(socket));
  const sockets = new Set<Socket>();

  beforeEach(async () => {
    server.listen(0, HOST);
    await once(server, 'listening');
    accepted = once(server, 'connection').then(([socket]) => socket as Socket);
    front = await startListenerFront(HOST, 0, (server.address() as AddressInfo).port);
  });

  afterEach(async () => {
    await front.close();
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  });

  async function meet(): Promise<{ listener: Socket; workerd: Socket }> {
    const listener = connect(front.port, HOST);
    listener.on('error', () => undefined);
    const workerd = await accepted;
    return { listener, workerd };
  }

  it('passes bytes both ways, to the end', async () => {
    const { listener, workerd } = await meet();
    listener.write('ask');
    expect(String((await once(workerd, 'data'))[0])).toBe('ask');
    workerd.end('answer');
    expect(await text(listener)).toBe('answer');
  });

  it('turns a close of the listener into a reset for workerd', async () => {
    const { listener, workerd } = await meet();
    listener.end();
    const [error] = await once(workerd.resume(), 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  it('passes a reset of workerd on, so that a cut stream does not look finished', async () => {
    const { listener, workerd } = await meet();
    workerd.write('half');
    await once(listener, 'data');
    const broken = once(listener, 'error');
    workerd.resetAndDestroy();
    expect((await broken)[0]).toMatchObject({ code: 'ECONNRESET' });
  });

  it('cuts what is open when it is closed', async () => {
    const { listener } = await meet();
    const gone = once(listener, 'close');
    await front.close();
    await gone;
    front = await startListenerFront(HOST, 0, (server.address() as AddressInfo).port);
  });
});
