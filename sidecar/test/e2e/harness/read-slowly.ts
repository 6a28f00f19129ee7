import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../../../workers/test/e2e/harness/listener.ts';

/** Reads an answer at so many bytes a second. @returns leaves. */
export function readSlowly({ message }: Answer, bytesPerSecond: number): () => void {
  const left = new AbortController();
  message.on('error', () => undefined);
  message.on('data', (piece: Buffer) => {
    message.pause();
    sleep((1_000 * piece.length) / bytesPerSecond, undefined, { signal: left.signal }).then(
      () => message.resume(),
      () => undefined,
    );
  });
  return () => {
    left.abort();
    message.destroy();
  };
}
