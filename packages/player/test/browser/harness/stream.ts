import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { bytesOf, randomPieces, seededRandom } from '../../signals.ts';

export interface StreamOptions {
  /** Hz; 48000 when left out. */
  sampleRate?: number;
  /** Longest piece in bytes; most pieces end within a sample. */
  longest?: number;
  /** Longest pause between two pieces, in milliseconds. */
  pauseMs?: number;
}

/** Answers with raw samples in random pieces at random times. */
export async function streamPcm(
  response: ServerResponse,
  samples: Int16Array,
  options: StreamOptions = {},
): Promise<void> {
  const { sampleRate = 48_000, longest = 9_001, pauseMs = 12 } = options;
  response.writeHead(200, { 'Content-Type': 'audio/octet-stream', 'X-Sample-Rate': sampleRate });
  await sendPieces(response, bytesOf(samples), longest, pauseMs);
  response.end();
}

/** Writes in random pieces at random times, as fast as they are taken. */
export async function sendPieces(
  response: ServerResponse,
  bytes: Uint8Array<ArrayBuffer>,
  longest: number,
  pauseMs: number,
): Promise<void> {
  const random = seededRandom(7);
  for (const piece of randomPieces(bytes, longest)) {
    if (response.closed) return;
    response.write(piece);
    if (pauseMs > 0) await sleep(random() * pauseMs);
  }
}
