import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/**
 * Writes a Web response to Node's, no faster than the client reads. A body that breaks takes the connection with it, so
 * that a cut reply never looks whole; a client that goes away makes the body stop.
 */
export async function sendResponse(response: Response, outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  const reader = response.body?.getReader();
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      if (!outgoing.write(next.value)) await once(outgoing, 'drain', { signal });
    }
    outgoing.end();
  } catch {
    outgoing.destroy();
    await reader?.cancel().catch(() => undefined);
  }
}
