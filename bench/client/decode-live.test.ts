import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { decodeLive } from './decode-live.ts';
import { withKeptConnections } from './kept-connections.ts';

const LINES = [Buffer.from('{"tokens":[1]}\n'), Buffer.from('{"tokens":[2]}\n')];

/** Sends the lines to a sidecar that answers like this. */
async function decodedBy(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await withKeptConnections((agent) => decodeLive({ url, lines: LINES, everyMs: 0, agent }));
  } finally {
    server.close();
  }
}

describe('decodeLive', () => {
  it('sends every line and takes all audio, with the moments of both', async () => {
    let body = '';
    const decoded = await decodedBy((asked, answer) => {
      asked.on('data', (bytes) => {
        body += bytes;
      });
      asked.on('end', () => answer.end(Buffer.alloc(7)));
    });
    expect(body).toBe(LINES.join(''));
    expect(decoded).toMatchObject({ status: 200, arrivals: [{ total: 7 }] });
    expect(decoded.failure).toBeUndefined();
    expect(decoded.answeredAt).toBeGreaterThanOrEqual(decoded.begunAt);
    expect(decoded.endedAt).toBeGreaterThanOrEqual(decoded.answeredAt ?? Number.NaN);
  });

  it('hears a refusal while tokens are still being sent, and when to come again', async () => {
    const decoded = await decodedBy((_, answer) =>
      answer.writeHead(503, { 'retry-after': '3' }).end('{"error":"full"}'),
    );
    expect(decoded).toMatchObject({ status: 503, retryAfter: 3, failure: 'status 503', arrivals: [] });
  });

  it('calls audio that breaks off a failure', async () => {
    const decoded = await decodedBy((asked, answer) => {
      asked.on('end', () => {
        answer.writeHead(200, { 'content-length': '10' });
        answer.write(Buffer.alloc(4), () => answer.destroy());
      });
      asked.resume();
    });
    expect(decoded).toMatchObject({ status: 200, arrivals: [{ total: 4 }], failure: 'aborted' });
  });

  it('calls a sidecar that is not there a failure', async () => {
    const url = 'http://127.0.0.1:1';
    const decoded = await withKeptConnections((agent) => decodeLive({ url, lines: LINES, everyMs: 0, agent }));
    expect(decoded.failure).toContain('ECONNREFUSED');
    expect(decoded.answeredAt).toBeUndefined();
  });
});
