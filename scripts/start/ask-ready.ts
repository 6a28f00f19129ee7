import type { ReadyAnswer } from './wait-until-ready.ts';

/** A single question may take this long, in milliseconds: longer than the edge itself waits for a dependency. */
const ASK_LIMIT_MS = 10_000;

/** The request id of every question, by which its log line is told from those of other people's requests. */
export const ASK_ID = 'npm-start-asks-whether-ready';

/** Asks `/ready` of the edge once; a refused connection is an answer too. */
export async function askReady(edgeUrl: string, stopped: AbortSignal): Promise<ReadyAnswer> {
  try {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(ASK_LIMIT_MS)]);
    const response = await fetch(`${edgeUrl}/ready`, { signal, headers: { 'x-request-id': ASK_ID } });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    const reason = error instanceof Error ? (error.cause ?? error) : error;
    return { error: reason instanceof Error ? reason.message : String(reason) };
  }
}
