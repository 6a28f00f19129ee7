import { describe, expect, it } from 'vitest';
import { useCache } from '../../test/cache/cache-fixture.ts';
import { cacheFiles } from '../platform/cache-files.ts';
import { type HashRecord, recallHashes, rememberHash } from './cache-memory.ts';

const cache = useCache();
const record = (folder: string, stamp = '1 2 3'): HashRecord => ({ folder, stamp, hash: 'ab'.repeat(32) });
const remember = (seen: HashRecord) => rememberHash(cache.cacheFolder, seen, cacheFiles);
const recall = () => recallHashes(cache.cacheFolder, cacheFiles);

describe('the memory of hashes', () => {
  it('is empty at first', async () => {
    expect(await recall()).toEqual([]);
  });

  it('has one record for each folder, newest first', async () => {
    for (const seen of [record('/a'), record('/b'), record('/a', '4 5 6')]) await remember(seen);
    expect(await recall()).toEqual([record('/a', '4 5 6'), record('/b')]);
    expect(await cache.cached()).toEqual(['checkpoints.json']);
  });

  it('forgets the oldest of more than sixteen', async () => {
    for (let i = 0; i < 18; i++) await remember(record(`/${i}`));
    expect((await recall()).map(({ folder }) => folder)).toEqual(Array.from({ length: 16 }, (_, i) => `/${17 - i}`));
  });

  it.each([
    ['', 'empty'],
    ['[{"folder":', 'cut short'],
    ['{}', 'of another shape'],
    [JSON.stringify([{ ...record('/a'), hash: '../..' }]), 'without a hash'],
    [JSON.stringify(Array.from({ length: 17 }, (_, i) => record(`/${i}`))), 'too long'],
  ])('starts anew from %j, which is %s', async (text) => {
    await cacheFiles.makeFolder(cache.cacheFolder);
    await cacheFiles.writeText(`${cache.cacheFolder}/checkpoints.json`, text);
    expect(await recall()).toEqual([]);
    await remember(record('/b'));
    expect(await recall()).toEqual([record('/b')]);
  });
});
