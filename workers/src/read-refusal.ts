/** An answer that was looked into, and can still be read. */
export interface LookedInto {
  /** True when whoever answered has no room, and has begun nothing; `response` is then of no use. */
  refused: boolean;
  response: Response;
}

/** Most bytes of an answer that is looked into: a sidecar's error has a few hundred. */
const MAX_BYTES = 16_384;

/**
 * Tells a sidecar without room from one that failed: both answer 503, but only after the first may another one be asked,
 * because the second may have had a GPU at work for minutes. What holds no code of ours, such as the platform's word
 * that there is no instance, came before anything was begun.
 */
export async function readRefusal(response: Response): Promise<LookedInto> {
  if (response.status !== 503) return { refused: false, response };
  const text = await readStart(response);
  const refused = codeIn(text) === 'overloaded';
  return { refused, response: refused ? response : new Response(text, response) };
}

/** The body as text, as far as MAX_BYTES go; the rest is given up. */
async function readStart({ body }: Response): Promise<string> {
  let text = '';
  let bytes = 0;
  const decoder = new TextDecoder();
  // Leaving the loop cancels the body.
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) break;
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

function codeIn(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && 'code' in body ? body.code : 'overloaded';
  } catch {
    return 'overloaded';
  }
}
