import { describe, expect, it } from 'vitest';
import { cacheStore } from './speech-store.ts';

const ORIGIN = 'https://edge.example';
const LONG = 3_600;

let ids = 0;
const newId = () => `body-${++ids}`;
let keys = 0;
const newKey = () => `key-${++keys}`;

const storeFor = (seconds = LONG) => cacheStore({ caches, seconds, origin: ORIGIN, newId });

/** `count` pieces of a thousand bytes each, and then the end, or the break. */
function pieces(count: number, how: 'ends' | 'breaks' = 'ends') {
  const told = { pulls: 0, cancelled: false };
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    told.pulls += 1;
    if (told.pulls <= count) controller.enqueue(new Uint8Array(1_000).fill(told.pulls));
    else if (how === 'ends') controller.close();
    else controller.error(new Error('given up'));
  };
  const cancel = () => {
    told.cancelled = true;
  };
  return { told, body: new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 }) };
}

/** Length of what is kept, if anything is. */
async function keptBytes(key: string): Promise<number | undefined> {
  const body = await storeFor().get(key);
  return body && (await new Response(body).arrayBuffer()).byteLength;
}

describe("kept speech in Cloudflare's cache", () => {
  it('is not there before it was put', async () => {
    expect(await keptBytes(newKey())).toBeUndefined();
  });

  it.each([0, 1, 100])('of %i pieces and unknown length comes back as it was', async (count) => {
    const key = newKey();
    await storeFor().put(key, pieces(count).body);
    const body = await storeFor().get(key);
    const bytes = new Uint8Array(await new Response(body).arrayBuffer());
    expect(bytes).toHaveLength(1_000 * count);
    expect([...new Set(bytes)]).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  });

  it('is not found until it is whole', async () => {
    const key = newKey();
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const putting = storeFor().put(key, readable);
    const writer = writable.getWriter();
    await writer.write(new Uint8Array(5_000));
    expect(await keptBytes(key)).toBeUndefined();
    await writer.close();
    await putting;
    expect(await keptBytes(key)).toBe(5_000);
  });

  it.each([0, 1, 100])('is not kept when it breaks after %i pieces', async (count) => {
    const key = newKey();
    await storeFor().put(key, pieces(count, 'breaks').body);
    expect(await keptBytes(key)).toBeUndefined();
    const cache = await caches.open('speech');
    expect(await cache.match(`${ORIGIN}/kept-speech/v1/${key}/body-${ids}`)).toBeUndefined();
  });

  it('stays when another copy of it breaks, and makes way for a whole one', async () => {
    const key = newKey();
    await storeFor().put(key, pieces(3).body);
    await storeFor().put(key, pieces(5, 'breaks').body);
    expect(await keptBytes(key)).toBe(3_000);
    await storeFor().put(key, pieces(7).body);
    expect(await keptBytes(key)).toBe(7_000);
  });

  it('is gone once it was removed, and removing nothing does no harm', async () => {
    const key = newKey();
    await storeFor().put(key, pieces(1).body);
    await storeFor().remove(key);
    await storeFor().remove(key);
    expect(await keptBytes(key)).toBeUndefined();
  });

  it('may be left in the middle, and read again', async () => {
    const key = newKey();
    await storeFor().put(key, pieces(100).body);
    const reader = (await storeFor().get(key))?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(await keptBytes(key)).toBe(100_000);
  });

  it('is asked for by addresses of the worker itself, for as long as it was said', async () => {
    const put: [string, string | null][] = [];
    const cache = {
      match: async () => undefined,
      delete: async () => false,
      put: async (url: string, response: Response) => {
        await response.arrayBuffer();
        put.push([url, response.headers.get('cache-control')]);
      },
    };
    const watched = { open: async () => cache as unknown as Cache };
    await cacheStore({ caches: watched, seconds: 60, origin: ORIGIN, newId: () => 'id' }).put('key', pieces(1).body);
    expect(put).toEqual([
      ['https://edge.example/kept-speech/v1/key/id', 'public, max-age=60'],
      ['https://edge.example/kept-speech/v1/key', 'public, max-age=60'],
    ]);
  });

  it('is named by nothing when the platform refuses it, and its source is let go of', async () => {
    const { body, told } = pieces(100);
    const put: string[] = [];
    const cache = {
      put: async (url: string, response: Response) => {
        put.push(url);
        await response.body?.cancel();
        throw new Error('too large');
      },
    };
    const refusing = { open: async () => cache as unknown as Cache };
    const store = cacheStore({ caches: refusing, seconds: 60, origin: ORIGIN, newId });
    await expect(store.put('key', body)).rejects.toThrow('too large');
    expect([put.length, told.cancelled]).toEqual([1, true]);
  });
});
