import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Call, dial } from '../../../../workers/test/e2e/harness/listener.ts';

/** When somebody leaves: after some time, or when so many bytes of the body are here. */
export type Moment = { ms: number } | { bytes: number };

/** Longest wait for bytes, in milliseconds: whoever waits longer is not served, and that is a failure. */
const PATIENCE_MS = 30_000;

/**
 * Asks for something and leaves.
 * @param how closes the connection (FIN), or resets it (RST).
 * @returns bytes of the body that came.
 */
export async function leavingListener(
  url: string,
  call: Call,
  how: 'destroy' | 'resetAndDestroy',
  moment: Moment,
): Promise<number> {
  const request = dial(url, call);
  // Whoever leaves hears of it as an error.
  request.on('error', () => undefined);
  const [socket] = (await once(request, 'socket')) as [Socket];
  let bytes = 0;
  const here = new Promise<void>((resolve) => {
    request.once('response', (message) => {
      message.on('error', () => undefined);
      message.once('close', resolve);
      message.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if ('bytes' in moment && bytes >= moment.bytes) resolve();
      });
    });
  });
  if ('ms' in moment) await sleep(moment.ms);
  else await Promise.race([here, late(moment.bytes)]);
  socket[how]();
  return bytes;
}

async function late(bytes: number): Promise<never> {
  await sleep(PATIENCE_MS, undefined, { ref: false });
  throw new Error(`the listener waited ${PATIENCE_MS} ms for ${bytes} bytes`);
}
