import { HubError, throwIfCancelled } from './hub-error.ts';
import { refusal, type Subject } from './refusal.ts';

/** The hub to talk to, and all that a request needs. */
export interface Hub {
  /** Origin and path without a slash at its end. */
  endpoint: string;
  token: string | undefined;
  fetch: typeof fetch;
  /** A signal that aborts after so many ms. */
  timeout: (ms: number) => AbortSignal;
  /** The caller's interest in the whole download. */
  signal: AbortSignal;
}

/** The whole answer of a question must be there after this time, in ms; Python's client waits as long. */
const ANSWER_TIMEOUT_MS = 10_000;
/** Longest answer of the API that is read, in bytes; the real ones have a few KiB. */
const MAX_ANSWER_BYTES = 1024 ** 2;

/**
 * One request with a good answer, body unread. The token goes to the hub's own origin alone: not to any other address,
 * and fetch itself drops it where the hub redirects to the hosts that hold the content. Throws a HubError.
 */
export async function request(hub: Hub, subject: Subject, url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (hub.token !== undefined && new URL(url).origin === new URL(hub.endpoint).origin) {
    headers.set('Authorization', `Bearer ${hub.token}`);
  }
  const response = await reach(hub, () => hub.fetch(url, { signal: hub.signal, ...init, headers }));
  if (response.ok) return response;
  void response.body?.cancel().catch(() => {});
  throw refusal(subject, response.status, response.headers.get('X-Error-Code'));
}

/** A fetch for the hub's API: the library asks through it, so that it neither sees the token nor reads without limit. */
export function askingFetch(hub: Hub, subject: Subject): typeof fetch {
  return async (input, init) => {
    const signal = AbortSignal.any([hub.signal, hub.timeout(ANSWER_TIMEOUT_MS)]);
    const { body, status, headers } = await request(hub, subject, String(input), { ...init, signal });
    const bytes = await reach(hub, () => readStart(body, MAX_ANSWER_BYTES));
    return new Response(bytes, { status, headers });
  };
}

/** Turns what fetch and bodies throw into a HubError: cancelled by the caller, or not reached. */
async function reach<T>(hub: Hub, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (cause) {
    throwIfCancelled(hub.signal);
    const message = `no answer from ${hub.endpoint} or where it leads; check the network, the proxy and HF_ENDPOINT`;
    throw new HubError('hub_unreachable', message, { cause });
  }
}

/** The body as far as `limit` bytes; a longer one is cut, and what then parses it fails. */
async function readStart(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Blob | null> {
  if (body === null) return null;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk.slice(0, limit - bytes));
    bytes += chunk.length;
    if (bytes >= limit) break;
  }
  return new Blob(chunks);
}
