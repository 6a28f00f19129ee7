import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cutLateAnswers } from './cut-late-answers.ts';

const LIMIT_MS = 60_000;

let server: Server;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  server = createServer();
  cutLateAnswers(server, LIMIT_MS);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});

/** A request whose answer has begun. */
async function begin() {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: sidecar\r\n\r\n');
  const [, answer] = (await once(server, 'request')) as [unknown, ServerResponse];
  answer.write('it begins');
  await once(socket, 'data');
  return { socket, answer };
}

describe('an answer that takes too long', () => {
  it('is cut and no mere end, though something of it came just before', async () => {
    const { socket, answer } = await begin();
    vi.advanceTimersByTime(LIMIT_MS - 1);
    answer.write('it goes on');
    await once(socket, 'data');
    const closed = once(answer, 'close');
    const reset = expect(once(socket, 'close')).rejects.toMatchObject({ code: 'ECONNRESET' });
    vi.advanceTimersByTime(1);
    await Promise.all([closed, reset]);
  });

  it('is forgotten once it is out, also on a connection that is kept', async () => {
    const { socket, answer } = await begin();
    expect(vi.getTimerCount()).toBe(1);
    answer.end();
    await once(answer, 'close');
    expect([vi.getTimerCount(), socket.destroyed]).toEqual([0, false]);
    socket.destroy();
  });
});
