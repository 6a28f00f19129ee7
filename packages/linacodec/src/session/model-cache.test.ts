import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG, useCache } from '../../test/cache/cache-fixture.ts';
import { CHECKPOINT_PATHS } from '../../test/checkpoint/checkpoint-files.ts';
import { BUILDER_VERSION } from '../graph/graphs.ts';
import { cacheFiles } from '../platform/cache-files.ts';

const cache = useCache();
const WEIGHTS = 'model.safetensors';
const inCheckpoint = () => cache.read.filter((path) => path.startsWith(cache.checkpoint));

describe('the first start', () => {
  it('builds the models and says what they are', async () => {
    const { folder, hit, manifest } = await cache.start();
    expect({ hit, at: dirname(folder), built: cache.built.length }).toEqual({
      hit: false,
      at: cache.cacheFolder,
      built: 1,
    });
    expect(manifest).toEqual({
      builder: BUILDER_VERSION,
      config: CONFIG,
      parameters: 680_324,
      weightBytes: 5 + 35,
      files: [
        { name: 'voice.onnx', bytes: 5 },
        { name: 'voice.weights', bytes: 35 },
      ],
    });
    expect(await readdir(folder)).toEqual(['manifest.json', 'voice.onnx', 'voice.weights']);
  });

  it('builds in a folder of its own and leaves nothing else', async () => {
    const { folder } = await cache.start();
    expect(cache.built).toEqual([expect.stringMatching(/\.partial$/)]);
    expect((await cache.cached()).sort()).toEqual([folder.slice(cache.cacheFolder.length + 1), 'checkpoints.json']);
  });

  it('says that it takes a while', async () => {
    await cache.start();
    expect(cache.notices).toEqual([expect.stringContaining(cache.cacheFolder)]);
  });
});

describe('a later start', () => {
  it('takes the same models, without a word', async () => {
    const first = await cache.start();
    expect(await cache.start()).toEqual({ ...first, hit: true });
    expect([cache.built, cache.notices]).toEqual([[], []]);
  });

  it('opens no file of the checkpoint', async () => {
    await cache.start();
    expect(inCheckpoint()).toHaveLength(CHECKPOINT_PATHS.length);
    await cache.start();
    expect(inCheckpoint()).toEqual([]);
    expect(cache.read).toHaveLength(2);
  });

  it('hashes files that were only touched, once, and takes the same models', async () => {
    const first = await cache.start();
    await utimes(join(cache.checkpoint, WEIGHTS), 0, 1_000_000_000);
    expect(await cache.start()).toEqual({ ...first, hit: true });
    expect(inCheckpoint()).toHaveLength(CHECKPOINT_PATHS.length);
    await cache.start();
    expect(inCheckpoint()).toEqual([]);
  });

  it('takes the models of the same files in another folder', async () => {
    const first = await cache.start();
    const copy = join(cache.root, 'moved');
    await rename(cache.checkpoint, copy);
    expect(await cache.start({ checkpoint: copy })).toEqual({ ...first, hit: true });
  });

  it('hashes again what had just been written, since it could have been written again in the same instant', async () => {
    await cache.write(WEIGHTS, 'fresh', new Date());
    await cache.start();
    const second = await cache.start();
    expect([second.hit, inCheckpoint().length]).toEqual([true, CHECKPOINT_PATHS.length]);
  });

  it('counts as a use of the models', async () => {
    const { folder } = await cache.start();
    const later = Date.now() + 3_600_000;
    await cache.start({ files: { ...cacheFiles, now: () => later } });
    expect((await stat(`${folder}/manifest.json`)).mtimeMs).toBeCloseTo(later, 2);
  });
});

describe('other models are built', () => {
  it.each(CHECKPOINT_PATHS)('when %s has other bytes of the same number', async (path) => {
    const first = await cache.start();
    await cache.write(path, `CONTENT OF ${path}`, new Date('2026-01-02T03:04:06Z'));
    const second = await cache.start();
    expect(second.hit).toBe(false);
    expect(second.folder).not.toBe(first.folder);
  });

  it('when another file of the same size and time is in its place', async () => {
    await cache.start();
    await cache.write('new', `CONTENT OF ${WEIGHTS}`);
    await rename(join(cache.checkpoint, 'new'), join(cache.checkpoint, WEIGHTS));
    expect((await cache.start()).hit).toBe(false);
  });

  it.each([
    { builder: BUILDER_VERSION + 1 },
    { machine: 'another processor, x64, onnxruntime 1.30.0' },
    { precision: 'fast' },
  ] as const)('for %j, and do not replace the others', async (options) => {
    const first = await cache.start();
    const other = await cache.start(options);
    expect(other.hit).toBe(false);
    expect(other.folder).not.toBe(first.folder);
    expect([(await cache.start()).hit, (await cache.start(options)).hit]).toEqual([true, true]);
  });
});

describe('processes that build at once', () => {
  it('all succeed, and one of them leaves its models', async () => {
    const everybody = Promise.withResolvers<void>();
    let building = 0;
    const build = async (folder: string) => {
      building += 1;
      if (building === 3) everybody.resolve();
      await everybody.promise;
      await cacheFiles.writeText(`${folder}/voice.onnx`, 'graph');
      return { config: CONFIG, parameters: 1 };
    };
    const all = await Promise.all([cache.start({ build }), cache.start({ build }), cache.start({ build })]);
    expect(new Set(all.map(({ folder }) => folder)).size).toBe(1);
    expect(all.map(({ manifest }) => manifest)).toEqual([all[0]?.manifest, all[0]?.manifest, all[0]?.manifest]);
    expect(await cache.cached()).toHaveLength(2);
    expect(await cache.cached('.partial')).toEqual([]);
    expect((await cache.start()).hit).toBe(true);
  });
});

describe('a build that fails', () => {
  it('passes its error on and leaves nothing', async () => {
    const broken = new Error('the graph is wrong');
    const build = async (folder: string) => {
      await cacheFiles.writeText(`${folder}/voice.onnx`, 'gra');
      throw broken;
    };
    expect(await cache.failure({ build })).toBe(broken);
    expect(await cache.cached()).toEqual(['checkpoints.json']);
    expect((await cache.start()).hit).toBe(false);
  });

  it('is one whose checkpoint was replaced meanwhile', async () => {
    const build = async () => {
      await cache.write(WEIGHTS, 'newer weights');
      return { config: CONFIG, parameters: 1 };
    };
    expect(await cache.failure({ build })).toMatchObject({
      name: 'CacheError',
      code: 'checkpoint_changed',
      retryable: true,
      message: expect.stringContaining(cache.checkpoint),
    });
    expect(await cache.cached()).toEqual(['checkpoints.json']);
  });

  it('was killed half-way: what it left is not used, and is removed a day later', async () => {
    const left = `${cache.cacheFolder}/0e8400-e29b.partial`;
    await cacheFiles.makeFolder(left);
    await cacheFiles.writeText(`${left}/voice.onnx`, 'gra');
    expect((await cache.start()).folder).not.toBe(left);
    expect(await cache.cached('.partial')).toHaveLength(1);
    const later = Date.now() + 25 * 3_600_000;
    expect((await cache.start({ files: { ...cacheFiles, now: () => later } })).hit).toBe(true);
    expect(await cache.cached('.partial')).toEqual([]);
  });
});

describe('a checkpoint that lacks a file', () => {
  it.each(CHECKPOINT_PATHS)('is refused by what opens it: %s', async (path) => {
    await rm(join(cache.checkpoint, path));
    const refusal = new Error('no such file');
    const folders: string[][] = [];
    const build = async (folder: string) => {
      folders.push(await readdir(folder));
      throw refusal;
    };
    expect(await cache.failure({ build })).toBe(refusal);
    expect(folders).toEqual([[]]);
    expect(await cache.cached()).toEqual([]);
  });

  it('is refused with a folder in place of the file, too', async () => {
    await rm(join(cache.checkpoint, WEIGHTS));
    await cacheFiles.makeFolder(join(cache.checkpoint, WEIGHTS));
    const refusal = new Error('no such file');
    expect(await cache.failure({ build: () => Promise.reject(refusal) })).toBe(refusal);
  });

  it('and gets it during the build can be tried again', async () => {
    await rm(join(cache.checkpoint, WEIGHTS));
    const build = async () => ({ config: CONFIG, parameters: 1 });
    expect(await cache.failure({ build })).toMatchObject({ code: 'checkpoint_changed', retryable: true });
    expect(await cache.cached()).toEqual([]);
  });
});
