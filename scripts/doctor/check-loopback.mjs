import { connect, createServer } from 'node:net';
import { LOOPBACK } from '../start/ports.mjs';
import { ok, wrong } from './finding.mjs';

/** A connection to oneself takes less than a millisecond where it works at all. */
const LIMIT_MS = 2_000;

/** Whether a program can reach another one on this machine. */
export async function checkLoopback() {
  const server = createServer((socket) => socket.destroy());
  try {
    await reach(server);
    return ok(`${LOOPBACK} can be reached`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    return wrong(
      `${LOOPBACK} cannot be reached: ${reason}`,
      'bring the loopback interface up, or allow it in the sandbox',
    );
  } finally {
    server.close();
  }
}

/**
 * @param {import('node:net').Server} server
 * @returns {Promise<void>}
 */
function reach(server) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${LIMIT_MS} ms`)), LIMIT_MS);
    const settle = (/** @type {Error | undefined} */ error) => {
      clearTimeout(timer);
      if (error === undefined) resolve();
      else reject(error);
    };
    server.once('error', settle);
    server.listen(0, LOOPBACK, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const socket = connect(port, LOOPBACK, () => {
        socket.destroy();
        settle(undefined);
      });
      socket.once('error', settle);
    });
  });
}
