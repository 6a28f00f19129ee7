import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Somebody who takes every call and answers none. */
export interface StuckServer {
  url: string;
  /** First lines of the requests that came, in order. */
  asked: string[];
  /** Connections that are open now. */
  readonly open: number;
  close(): Promise<void>;
}

/** Listens on a free port of loopback. */
export async function startStuckServer(): Promise<StuckServer> {
  const open = new Set<Socket>();
  const asked: string[] = [];
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // An error is followed by a close, which says all that matters here.
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => asked.push(bytes.toString('latin1').split('\r\n', 1)[0] ?? ''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    get open() {
      return open.size;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
