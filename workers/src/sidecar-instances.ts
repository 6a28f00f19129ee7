import { readRefusal } from './read-refusal.ts';

/** A service binding, or one instance of a container: its `fetch` reaches it whatever the host of the URL. */
export interface BoundService {
  fetch: typeof fetch;
}

/** The one call that another instance may answer as well. */
const SPEECH_PATH = '/api/tts/stream';

/**
 * Several sidecars as one. All calls of one request carry its `X-Request-Id` and begin with the same instance, so that a
 * look at its health concerns the one that speaks. An instance that is full or about to go has begun nothing: the
 * request for speech moves on to the next one, and each is asked once. A call that ends otherwise is not repeated, since
 * nobody can tell what became of it.
 * @param count instances, named `0` to `count - 1`.
 */
export function sidecarInstances(count: number, instance: (name: string) => BoundService): typeof fetch {
  return async (input, init) => {
    const request = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    const first = hash(request.get('x-request-id') ?? '') % count;
    const send = (turn: number) => instance(String((first + turn) % count)).fetch(input, init);
    const turns = isSpeech(input, init) ? count : 1;
    for (let turn = 0; turn < turns - 1; turn++) {
      const { refused, response } = await readRefusal(await send(turn));
      if (!refused) return response;
      init?.signal?.throwIfAborted();
    }
    return send(turns - 1);
  };
}

/** True for speech whose body can be sent again. */
function isSpeech(input: RequestInfo | URL, init: RequestInit | undefined): boolean {
  if (input instanceof Request || typeof init?.body !== 'string') return false;
  return new URL(input).pathname === SPEECH_PATH;
}

/** FNV-1a of 32 bits over UTF-16 units: spreads ids that differ little (http://www.isthe.com/chongo/tech/comp/fnv). */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}
