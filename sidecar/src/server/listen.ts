import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { GatewayEnv } from '@voxlane/gateway';
import type { Hono } from 'hono';
import { breakQuietly } from './break-quietly.ts';
import { cutLateAnswers } from './cut-late-answers.ts';
import { openAnswers } from './open-answers.ts';
import type { PendingWork } from './pending-work.ts';

/** Where to listen, and how long answers may take. */
export interface ListenOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** An answer that is not out whole after so many milliseconds is cut: its listener has stopped reading, or nearly. */
  answerMs: number;
}

/** A server that listens. */
export interface Listening {
  /** Such as `http://127.0.0.1:4173`. */
  url: string;
  /** Resolves when no answer is on its way. */
  quiet(): Promise<void>;
  /** Cuts every connection and gives the port back. */
  close(): Promise<void>;
}

/** Longest pause between two requests on one connection, in milliseconds: longer than a proxy keeps its own end. */
const KEEP_ALIVE_MS = 75_000;

/**
 * Serves an app over HTTP/1.1. Work that a request leaves behind goes to `pending`.
 * @throws Error that names the settings of an address where nobody can listen.
 */
export async function listen(
  app: Hono<GatewayEnv>,
  { host, port, answerMs }: ListenOptions,
  pending: PendingWork,
): Promise<Listening> {
  const execution = {
    waitUntil: (work: Promise<unknown>) => pending.add(work),
    passThroughOnException() {},
    props: {},
  };
  const server = createAdaptorServer({
    fetch: async (request, { incoming, outgoing }) => {
      const answering = Promise.resolve(app.fetch(request, {}, execution));
      // Cut before its answer, a request has jobs to cancel that nobody else knows of yet.
      pending.add(answering);
      // HTTP/1.0 knows no chunks and would hear their lengths; its end of a stream is that of the connection.
      if (incoming.httpVersion !== '1.0') return breakQuietly(await answering, () => outgoing.destroy());
      const response = breakQuietly(await answering, () => outgoing.socket?.resetAndDestroy());
      response.headers.delete('Transfer-Encoding');
      return response;
    },
    // Others in this process may hold on to the classes of the platform.
    overrideGlobalObjects: false,
  }) as Server;
  // A body of tokens is written for as long as somebody speaks; each route has limits of its own.
  server.requestTimeout = 0;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  cutLateAnswers(server, answerMs);
  const quiet = openAnswers(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new Error(`cannot listen with HOST ${host} and PORT ${port}: ${cause.message}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const bound = server.address() as AddressInfo;
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  return {
    url: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`,
    quiet,
    async close() {
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
