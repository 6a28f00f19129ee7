import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useCache } from '../../test/cache/cache-fixture.ts';
import { systemError } from '../../test/cache/system-error.ts';
import { cacheFiles } from '../platform/cache-files.ts';
import { tidyCache } from './cache-tidy.ts';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 5, 6);
const files = { ...cacheFiles, now: () => NOW };
const cache = useCache();

/** 64 digits of one kind. */
const key = (digit: string) => digit.repeat(64);

/** Makes an entry, or a partial folder, that was used last so many minutes ago. */
async function leave(name: string, minutes: number, { manifest = true } = {}): Promise<void> {
  const folder = join(cache.cacheFolder, name);
  const used = new Date(NOW - minutes * MINUTE_MS);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, manifest ? 'manifest.json' : 'voice.weights'), '');
  await utimes(manifest ? join(folder, 'manifest.json') : folder, used, used);
}

const left = async () => (await cache.cached()).map((name) => (name.length === 64 ? name.slice(0, 1) : name)).sort();

describe('tidying up', () => {
  it('keeps the four entries used last', async () => {
    for (const [digit, minutes] of [
      ['a', 70],
      ['b', 65],
      ['c', 90],
      ['d', 5],
      ['e', 100],
      ['f', 80],
    ] as const) {
      await leave(key(digit), minutes);
    }
    await tidyCache(cache.cacheFolder, files);
    expect(await left()).toEqual(['a', 'b', 'd', 'f']);
  });

  it('keeps any number of entries that were used within the hour, or will have been', async () => {
    for (const digit of ['0', '1', '2', '3', '4', '5']) await leave(key(digit), 59);
    await leave(key('6'), -100);
    await leave(key('7'), 61);
    await tidyCache(cache.cacheFolder, files);
    expect(await left()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  it('goes by the folder where an entry has no manifest', async () => {
    for (const digit of ['a', 'b', 'c', 'd']) await leave(key(digit), 90);
    await leave(key('e'), 80, { manifest: false });
    await leave(key('f'), 100, { manifest: false });
    await leave(key('0'), 30, { manifest: false });
    await tidyCache(cache.cacheFolder, files);
    expect((await left()).filter((digit) => 'ef0'.includes(digit))).toEqual(['0', 'e']);
  });

  it('removes what builds have left a day ago', async () => {
    await leave('0e84-a.partial', 24 * 60 + 1, { manifest: false });
    await leave('0e84-b.partial', 24 * 60 - 1, { manifest: false });
    await tidyCache(cache.cacheFolder, files);
    expect(await left()).toEqual(['0e84-b.partial']);
  });

  it('touches nothing that is not its own', async () => {
    const others = ['.partial.d', 'checkpoints.json', 'models--someone--model', key('A'), key('a').slice(1)];
    for (const name of others) await leave(name, 1e6);
    for (const digit of ['0', '1', '2', '3']) await leave(key(digit), 0);
    await tidyCache(cache.cacheFolder, files);
    expect(await cache.cached()).toHaveLength(others.length + 4);
  });

  it('goes on after what cannot be removed or looked at', async () => {
    for (const name of ['a.partial', 'b.partial', 'c.partial']) await leave(name, 1e6, { manifest: false });
    const denied = systemError('EACCES', 'permission denied');
    await tidyCache(cache.cacheFolder, {
      ...files,
      look: async (path) => (path.includes('a.partial') ? Promise.reject(denied) : files.look(path)),
      remove: async (path) => (path.includes('b.partial') ? Promise.reject(denied) : files.remove(path)),
    });
    expect(await left()).toEqual(['a.partial', 'b.partial']);
  });

  it('does not mind a folder that is not there or cannot be listed', async () => {
    await tidyCache(join(cache.root, 'nowhere'), files);
    await tidyCache(cache.cacheFolder, { ...files, list: () => Promise.reject(systemError('EIO', 'i/o error')) });
    expect(await cache.cached()).toEqual([]);
  });
});
