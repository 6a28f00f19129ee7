import type { SidecarLink } from '../service-config.ts';
import type { SpeechContext } from '../speech.ts';

/** A way to a sidecar, on behalf of one request. */
export interface SidecarWay {
  link: SidecarLink;
  context: Pick<SpeechContext, 'fetch' | 'requestId'>;
}

/**
 * One call of a sidecar, whatever it answers: a POST with a body, else a GET. Redirects are answers like others, since
 * following one would carry the secret elsewhere.
 * @param path from the base URL on, such as `/health`.
 * @throws what `fetch` throws, or the signal's reason when it aborted meanwhile.
 */
export async function callSidecar(
  path: string,
  { link, context }: SidecarWay,
  signal: AbortSignal,
  body?: object,
): Promise<Response> {
  const headers = new Headers({ accept: body === undefined ? 'application/json' : 'audio/octet-stream' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (link.secret !== undefined) headers.set('authorization', `Bearer ${link.secret}`);
  if (context.requestId !== undefined) headers.set('x-request-id', context.requestId);
  const what = body === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) };
  // A method of an object would lose its `this`.
  const send = link.fetch ?? context.fetch;
  const response = await send(`${link.url}${path}`, { ...what, headers, signal, redirect: 'manual' });
  if (!signal.aborted) return response;
  // A platform's own way may not heed signals: what comes after we left is not left open.
  letGo(response);
  throw signal.reason;
}

/** Gives up a body that nobody reads, so that its connection is free again. */
export function letGo({ body }: Response): void {
  body?.cancel().catch(() => undefined);
}
