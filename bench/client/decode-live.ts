import { type Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Arrival } from '../figures/arrival.ts';
import { preciseNow } from '../lane/precise-clock.ts';

/** Tokens that are decoded while they are made. */
export interface LiveTokens {
  /** Origin of the sidecar. */
  url: string;
  /** JSON documents with their line ends, in order. */
  lines: readonly Buffer[];
  /** Between the begins of two lines, in milliseconds. */
  everyMs: number;
  agent: Agent;
}

/** What came of it. Times in milliseconds of the bench's clock. */
export interface DecodedLive {
  /** When the first line was sent. */
  begunAt: number;
  /** The most by which a line was sent too late: what the sender itself adds to lateness. */
  sentLateMs: number;
  /** When the status line was here; it waits for the first audio. Undefined when it never came. */
  answeredAt?: number;
  status?: number;
  /** Seconds of the header Retry-After. */
  retryAfter?: number;
  arrivals: Arrival[];
  endedAt: number;
  /** Why there was no audio, or not all of it. */
  failure?: string;
}

/** Sends one line after the other to `/v1/decode`, whatever comes back, and takes the audio as fast as it comes. */
export async function decodeLive({ url, lines, everyMs, agent }: LiveTokens): Promise<DecodedLive> {
  const headers = { 'content-type': 'application/x-ndjson' };
  const asked = request(`${url}/v1/decode?format=pcm`, { method: 'POST', agent, headers });
  const over = new AbortController();
  const begunAt = preciseNow();
  const heard = hear(asked).finally(() => over.abort());
  const sent = send(asked, lines, { begunAt, everyMs, signal: over.signal });
  return { begunAt, ...(await heard), sentLateMs: await sent, endedAt: preciseNow() };
}

interface Pace {
  begunAt: number;
  everyMs: number;
  /** Aborts when nobody listens any more. */
  signal: AbortSignal;
}

async function send(asked: ClientRequest, lines: readonly Buffer[], { begunAt, everyMs, signal }: Pace) {
  let latestMs = 0;
  for (const [i, line] of lines.entries()) {
    const due = begunAt + i * everyMs;
    await sleep(Math.max(0, due - preciseNow()), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    latestMs = Math.max(latestMs, preciseNow() - due);
    asked.write(line);
  }
  asked.end();
  return latestMs;
}

type Reply = Pick<DecodedLive, 'arrivals' | 'answeredAt' | 'status' | 'retryAfter' | 'failure'>;

async function hear(asked: ClientRequest): Promise<Reply> {
  const reply: Reply = { arrivals: [] };
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      asked.once('response', resolve).on('error', reject);
    });
    reply.answeredAt = preciseNow();
    reply.status = response.statusCode ?? 0;
    if (response.headers['retry-after'] !== undefined) reply.retryAfter = Number(response.headers['retry-after']);
    if (reply.status !== 200) reply.failure = `status ${reply.status}`;
    for await (const bytes of response) {
      if (reply.status !== 200) continue;
      reply.arrivals.push({ at: preciseNow(), total: (reply.arrivals.at(-1)?.total ?? 0) + bytes.length });
    }
  } catch (error) {
    reply.failure = error instanceof Error ? error.message : String(error);
  }
  return reply;
}
