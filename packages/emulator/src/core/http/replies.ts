/** A reply in JSON. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** A reply of the platform that something was wrong. */
export function errorReply(status: number, error: string, headers: Record<string, string> = {}): Response {
  return json({ error }, status, headers);
}

/** A page of the edge in front of the platform, for statuses that it never speaks of itself. */
export function edgePage(status: number): Response {
  return new Response(edgePageText(status), { status, headers: { 'content-type': 'text/html; charset=UTF-8' } });
}

/** The page's HTML. */
export function edgePageText(status: number): string {
  const line = `api.runpod.ai | ${status}: the origin did not answer`;
  return `<!DOCTYPE html>\n<html lang="en"><head><title>${line}</title></head><body><h1>Error ${status}</h1></body></html>\n`;
}

/** The refusal of a key, as the gateway words it. */
export function unauthorized(detail: 'no token provided' | 'invalid api key'): Response {
  return json({ status: 401, title: 'Unauthorized', detail }, 401, { 'content-type': 'application/problem+json' });
}
