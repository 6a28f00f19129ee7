import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../packages/linacodec/test/checkpoint/seeded-random.ts';
import { type DecodedLive, decodeLive } from '../client/decode-live.ts';
import { withKeptConnections } from '../client/kept-connections.ts';
import { tokenLines } from '../client/token-lines.ts';

/** Seconds of speech in one message of a GPU. */
export const CHUNK_SECONDS = 0.96;
/**
 * Streams begin at random within this time, in milliseconds: the length of the decoder's long windows, so that these
 * come due at any time, as they would for listeners who know nothing of each other.
 */
export const SPREAD_MS = 4_000;
/** Any number; the same one, so that all runs begin alike. */
const SEED = 7;

export interface CrowdOrder {
  /** Origin of the sidecar. */
  url: string;
  streams: number;
  /** Length of each stream. */
  seconds: number;
  /** Tokens a second. */
  tokenRate: number;
}

export interface Crowd {
  streams: DecodedLive[];
  /** CPU time that this client took, in seconds. */
  clientCpuSeconds: number;
}

/** Streams in real time: each sends tokens at the pace at which they would be spoken. */
export async function streamCrowd({ url, streams, seconds, tokenRate }: CrowdOrder): Promise<Crowd> {
  const lines = tokenLines(tokenRate, seconds, CHUNK_SECONDS);
  const random = seededRandom(SEED);
  const before = process.cpuUsage();
  const decoded = await withKeptConnections((agent) =>
    Promise.all(
      Array.from({ length: streams }, async () => {
        await sleep(streams === 1 ? 0 : random() * SPREAD_MS);
        return decodeLive({ url, lines, everyMs: CHUNK_SECONDS * 1_000, agent });
      }),
    ),
  );
  const { user, system } = process.cpuUsage(before);
  return { streams: decoded, clientCpuSeconds: (user + system) / 1e6 };
}
