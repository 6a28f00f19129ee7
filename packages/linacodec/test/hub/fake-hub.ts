import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Asked, cdnReply, type FakeRepo, type Faults, hubReply, type Reply } from './fake-replies.ts';

/** A request as it came in. */
export interface SeenRequest extends Asked {
  host: 'hub' | 'cdn';
}

/** A hub on loopback, with a second origin for the content that Git LFS keeps. */
export interface FakeHub {
  url: string;
  faults: Faults;
  repo: FakeRepo;
  seen: SeenRequest[];
  /** Breaks the connections that pause. */
  cut(): void;
  /** Cuts every connection and gives both ports back. */
  close(): Promise<void>;
}

/** Starts a hub that behaves like the real one in all that a download asks of it. */
export async function startFakeHub(repo: FakeRepo): Promise<FakeHub> {
  const paused = new Set<ServerResponse>();
  const cut = () => {
    for (const response of paused) response.destroy();
    paused.clear();
  };
  const hub: FakeHub = { url: '', faults: {}, repo, seen: [], cut, close: async () => {} };
  const cdn = await listen((request, response) => {
    const asked = note(hub, 'cdn', request);
    const pause = hub.faults.pauseAfter?.shift();
    const reply = cdnReply(hub.repo, hub.faults, asked);
    if (pause === undefined) send(reply, response);
    else if (pause === 0) response.destroy();
    else paused.add(sendStart(reply, response, pause));
  });
  const front = await listen((request, response) => {
    const asked = note(hub, 'hub', request);
    if (!hub.faults.silent) send(hubReply(hub.repo, hub.faults, asked, cdn.url), response);
  });
  hub.url = front.url;
  hub.close = async () => {
    await Promise.all([front.close(), cdn.close()]);
  };
  return hub;
}

function note(hub: FakeHub, host: 'hub' | 'cdn', { url = '', headers }: IncomingMessage): Asked {
  const { pathname: path } = new URL(url, 'http://hub');
  const asked = { path, range: headers.range, authorization: headers.authorization };
  hub.seen.push({ host, ...asked });
  return asked;
}

function send({ status, headers, body }: Reply, response: ServerResponse): void {
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}

function sendStart({ status, headers, body }: Reply, response: ServerResponse, bytes: number): ServerResponse {
  response.writeHead(status, { ...headers, 'content-length': body.length }).write(body.subarray(0, bytes));
  return response;
}

async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
