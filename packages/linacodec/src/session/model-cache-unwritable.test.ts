import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useCache } from '../../test/cache/cache-fixture.ts';
import { systemError } from '../../test/cache/system-error.ts';
import { cacheFiles } from '../platform/cache-files.ts';
import type { CacheFiles } from './cache-files.ts';

const cache = useCache();

const readOnly = () => Promise.reject(systemError('EROFS', 'read-only file system'));
const full = () => Promise.reject(systemError('ENOSPC', 'no space left on device, write'));

const READ_ONLY: CacheFiles = {
  ...cacheFiles,
  writeText: readOnly,
  makeFolder: readOnly,
  move: readOnly,
  remove: readOnly,
  touch: readOnly,
};

const unwritable = (reason: string) => ({
  name: 'CacheError',
  code: 'cache_unwritable',
  retryable: false,
  message: expect.stringMatching(new RegExp(`${cache.cacheFolder}.*LINACODEC_CACHE.*\\(.*${reason}`)),
});

describe('a cache folder', () => {
  it('that cannot be made is named, with the setting to change', async () => {
    await writeFile(join(cache.root, 'home'), 'a file');
    expect(await cache.failure()).toMatchObject(unwritable('EEXIST'));
  });

  it.each<[string, string, Partial<CacheFiles>]>([
    ['is read-only', 'EROFS', READ_ONLY],
    ['is full when the manifest is written', 'ENOSPC', { writeText: full }],
    ['takes no entry', 'EACCES', { move: () => Promise.reject(systemError('EACCES', 'permission denied, rename')) }],
    ['keeps something in the way', 'is in the way', { move: async () => false }],
  ])('that %s is named, with the setting to change', async (_, reason, faults) => {
    expect(await cache.failure({ files: { ...cacheFiles, ...faults } })).toMatchObject(unwritable(reason));
  });

  it.each([
    systemError('ENOSPC', 'no space left on device, write'),
    systemError('EROFS', 'read-only file system, open'),
    new Error('FAIL : graph.cc:5280 Failed to write external initializers to file: "voice.weights"'),
  ])('that is full during the build is named: %s', async (cause) => {
    const error = await cache.failure({ build: () => Promise.reject(cause) });
    expect(error).toMatchObject({ ...unwritable(''), cause });
    expect(await cache.cached('.partial')).toEqual([]);
  });

  it('is not to blame for a checkpoint that cannot be read', async () => {
    const cause = systemError('EACCES', 'permission denied, open');
    const digest = () => Promise.reject(cause);
    expect(await cache.failure({ files: { ...cacheFiles, digest } })).toBe(cause);
    expect(await cache.failure({ build: () => Promise.reject(cause) })).toBe(cause);
  });

  it('that is read-only serves the models that it has', async () => {
    const first = await cache.start();
    expect(await cache.start({ files: READ_ONLY })).toEqual({ ...first, hit: true });
  });

  it('that is read-only serves them also when it cannot remember that the files were touched', async () => {
    const first = await cache.start();
    await cache.write('config.yaml', 'content of config.yaml', new Date('2026-05-05'));
    expect(await cache.start({ files: READ_ONLY })).toEqual({ ...first, hit: true });
  });
});
