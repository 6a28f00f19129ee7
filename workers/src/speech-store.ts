import type { SpeechStore } from '@voxlane/speech';

/** What the store of kept speech is made of. */
export interface CacheStoreOptions {
  /** Cloudflare's caches: one per data centre, and idle on a workers.dev address. */
  caches: Pick<CacheStorage, 'open'>;
  /** How long speech is kept, at most: the platform lets go earlier of what nobody asks for. */
  seconds: number;
  /** `https://HOST` of the worker itself; with another host's addresses Cloudflare says its cache works badly. */
  origin: string;
  /** A fresh name for each body. */
  newId: () => string;
}

/** A cache of our own, beside the zone's. */
const CACHE = 'speech';
const PATH = '/kept-speech/v1/';

/**
 * Kept speech in Cloudflare's Cache API. A body that breaks while it is written is kept all the same, cut and with
 * nothing to tell (seen in workerd). So each body has a name of its own, and counts only once a second entry, written when
 * the body was whole, names it: a cut one is never found, and never takes the place of a whole one.
 */
export function cacheStore({ caches, seconds, origin, newId }: CacheStoreOptions): SpeechStore {
  const open = () => caches.open(CACHE);
  const markOf = (key: string) => `${origin}${PATH}${key}`;
  const bodyOf = (key: string, id: string) => `${markOf(key)}/${id}`;
  const lasting = (body: BodyInit, type: string) =>
    new Response(body, { headers: { 'cache-control': `public, max-age=${seconds}`, 'content-type': type } });

  return {
    async get(key) {
      const cache = await open();
      const mark = await cache.match(markOf(key));
      if (mark === undefined) return undefined;
      const kept = await cache.match(bodyOf(key, await mark.text()));
      return kept?.body ?? undefined;
    },

    async put(key, body) {
      const cache = await open();
      const id = newId();
      const { stream, outcome } = endingQuietly(body);
      await cache.put(bodyOf(key, id), lasting(stream, 'application/octet-stream'));
      if (outcome.whole) await cache.put(markOf(key), lasting(id, 'text/plain'));
      else await cache.delete(bodyOf(key, id));
    },

    async remove(key) {
      await (await open()).delete(markOf(key));
    },
  };
}

/** A body that ends where the given one breaks, since workerd logs every break as an error that nobody caught. */
function endingQuietly(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  const outcome = { whole: false };
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const read = await reader.read().catch(() => undefined);
    if (read?.done === false) return controller.enqueue(read.value);
    outcome.whole = read?.done === true;
    controller.close();
  };
  const cancel = (reason: unknown) => reader.cancel(reason);
  return { stream: new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 }), outcome };
}
