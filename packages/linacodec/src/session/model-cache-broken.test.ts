import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useCache } from '../../test/cache/cache-fixture.ts';

const cache = useCache();

/** Changes the manifest of an entry. */
const manifest = (change: (manifest: Record<string, unknown>) => void) => async (folder: string) => {
  const path = join(folder, 'manifest.json');
  const written = JSON.parse(await readFile(path, 'utf8'));
  change(written);
  await writeFile(path, JSON.stringify(written));
};

const BROKEN: [string, (folder: string) => Promise<void>][] = [
  ['whose manifest is missing', (folder) => rm(join(folder, 'manifest.json'))],
  ['whose manifest is empty', (folder) => truncate(join(folder, 'manifest.json'))],
  ['whose manifest was cut short', (folder) => truncate(join(folder, 'manifest.json'), 100)],
  ['whose manifest is too long', manifest((written) => Object.assign(written, { comment: 'x'.repeat(70_000) }))],
  ['without configuration', manifest((written) => delete written.config)],
  ['with dimensions beyond measure', manifest((written) => Object.assign(written.config as object, { mels: 1e9 }))],
  ['that lists no files', manifest((written) => Object.assign(written, { files: [], weightBytes: 0 }))],
  ['whose sizes do not add up', manifest((written) => Object.assign(written, { weightBytes: 39 }))],
  [
    'that lists files of other folders',
    manifest((written) => Object.assign(written, { files: [{ name: '../../checkpoint/config.yaml', bytes: 40 }] })),
  ],
  ['whose weights were cut short', (folder) => truncate(join(folder, 'voice.weights'), 34)],
  ['whose weights are too long', (folder) => writeFile(join(folder, 'voice.weights'), 'x', { flag: 'a' })],
  ['whose weights are missing', (folder) => rm(join(folder, 'voice.weights'))],
  [
    'that is a file',
    async (folder) => {
      await rm(folder, { recursive: true });
      await writeFile(folder, '');
    },
  ],
];

describe('an entry', () => {
  it.each(BROKEN)('%s is built again', async (_, breakIt) => {
    const first = await cache.start();
    await breakIt(first.folder);
    const second = await cache.start();
    expect([second, cache.built.length]).toEqual([first, 1]);
    expect(await cache.start()).toEqual({ ...first, hit: true });
    expect(await cache.cached()).toHaveLength(2);
  });

  it('with a manifest that has more than is known is taken', async () => {
    const first = await cache.start();
    await manifest((written) => Object.assign(written, { comment: 'x' }))(first.folder);
    expect(await cache.start()).toEqual({ ...first, hit: true });
  });
});
