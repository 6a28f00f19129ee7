import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readAnswer } from '../../test/raw-call.ts';
import { settle } from '../../test/settle.ts';
import { openAnswers } from './open-answers.ts';

/** More than the buffers between two ends of a connection hold. */
const MANY_BYTES = 32 * 1_048_576;

let server: Server;

/** Answers every request with many bytes, handed over at once. */
async function setUp() {
  server = createServer((_request, answer) => answer.end(Buffer.alloc(MANY_BYTES)));
  const quiet = openAnswers(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { quiet, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function ask(url: string): Promise<IncomingMessage> {
  const [answer] = await once(get(url), 'response');
  return answer as IncomingMessage;
}

const isOver = (work: Promise<void>) => Promise.race([work.then(() => true), settle().then(() => false)]);

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

describe('waiting for the answers of a server', () => {
  it('is over at once when there are none', async () => {
    const { quiet } = await setUp();
    expect(await isOver(quiet())).toBe(true);
  });

  it('goes on until an answer is written whole, though it was complete long before', async () => {
    const { quiet, url } = await setUp();
    const answer = await ask(url);
    const waiting = quiet();
    expect(await isOver(waiting)).toBe(false);
    expect(await readAnswer(answer)).toMatchObject({ whole: true, bytes: { byteLength: MANY_BYTES } });
    await waiting;
  });

  it('ends for all who wait, with the last of several answers', async () => {
    const { quiet, url } = await setUp();
    const [first, second] = [await ask(url), await ask(url)];
    const waiting = Promise.all([quiet(), quiet()]);
    await readAnswer(first);
    expect(await isOver(quiet())).toBe(false);
    second.destroy();
    await waiting;
    expect(await isOver(quiet())).toBe(true);
  });
});
