import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A relay in front of a local workerd. */
export interface ListenerFront {
  /** Where listeners connect. */
  port: number;
  close(): Promise<void>;
}

/**
 * Stands where Cloudflare's network stands in production: a listener who closes the connection is gone.
 *
 * workerd on its own takes a close (FIN) for "nothing more to say, still listening", which TCP allows, and goes on until
 * its next write fails: a job in the queue would be waited for, and billed, to its end. The relay turns a close into a
 * reset, of which workerd tells the worker at once. Bytes pass as they come, and a side that reads slowly slows the other.
 * @param port 0 takes any free one.
 */
export async function startListenerFront(host: string, port: number, workerdPort: number): Promise<ListenerFront> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (listener) => {
    const workerd = connect({ host, port: workerdPort, noDelay: true });
    for (const socket of [listener, workerd]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      // An error is followed by a close, which says all that matters here.
      socket.on('error', () => undefined);
    }
    listener.pipe(workerd, { end: false });
    workerd.pipe(listener);
    listener.once('end', () => workerd.resetAndDestroy());
    listener.once('close', () => workerd.resetAndDestroy());
    // A break of workerd's is one for the listener too: a cut stream must not look like a finished one.
    workerd.once('close', (broken) => (broken ? listener.resetAndDestroy() : listener.end()));
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
