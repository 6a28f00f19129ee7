import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { parseDecoderConfig } from '../../src/checkpoint/parse-decoder-config.ts';
import { cacheFiles } from '../../src/platform/cache-files.ts';
import type { CacheFiles } from '../../src/session/cache-files.ts';
import { type BuiltModels, builtModels, type ModelCacheOptions } from '../../src/session/model-cache.ts';
import { CHECKPOINT_PATHS } from '../checkpoint/checkpoint-files.ts';
import { configTexts } from '../checkpoint/config-texts.ts';
import { refusal } from '../checkpoint/refusal.ts';

/** A configuration as checkpoints have it. */
export const CONFIG = parseDecoderConfig(configTexts('tiny-12hz'));

/** Long enough ago for a stamp to be settled. */
const WRITTEN = new Date('2026-01-02T03:04:05.678Z');

/** What each test of a file gets: a checkpoint of a few bytes, an empty cache, and the call under test. */
export interface CacheFixture {
  /** Holds both. */
  root: string;
  checkpoint: string;
  cacheFolder: string;
  /** Paths whose content was read, since the last start. */
  read: string[];
  /** Folders that were built into, since the last start. */
  built: string[];
  notices: string[];
  /** Starts as a process does. */
  start(options?: Partial<ModelCacheOptions>): Promise<BuiltModels>;
  /** The error that a start ends in; fails when it ends well. */
  failure(options?: Partial<ModelCacheOptions>): Promise<unknown>;
  /** Writes a file of the checkpoint, as it was long ago. */
  write(path: string, text: string, modified?: Date): Promise<void>;
  /** Names in the cache folder that end in this. */
  cached(ending?: string): Promise<string[]>;
}

/** Makes and removes the folders of each test. */
export function useCache(): CacheFixture {
  const fixture = {} as CacheFixture;
  beforeEach(async () => {
    fixture.root = await mkdtemp(join(tmpdir(), 'linacodec-cache-'));
    fixture.checkpoint = join(fixture.root, 'checkpoint');
    fixture.cacheFolder = join(fixture.root, 'home/cache');
    await mkdir(join(fixture.checkpoint, 'vocoder'), { recursive: true });
    for (const path of CHECKPOINT_PATHS) await fixture.write(path, `content of ${path}`);
  });
  afterEach(() => rm(fixture.root, { recursive: true, force: true }));
  fixture.write = async (path, text, modified = WRITTEN) => {
    await writeFile(join(fixture.checkpoint, path), text);
    await utimes(join(fixture.checkpoint, path), modified, modified);
  };
  fixture.cached = async (ending = '') => {
    const names = await readdir(fixture.cacheFolder).catch(() => []);
    return names.filter((name) => name.endsWith(ending));
  };
  fixture.start = (options = {}) => {
    Object.assign(fixture, { read: [], built: [], notices: [] });
    return builtModels({ ...defaults(fixture), ...options, files: watched(fixture, options.files ?? cacheFiles) });
  };
  fixture.failure = (options) => refusal(() => fixture.start(options));
  return fixture;
}

function defaults(fixture: CacheFixture): ModelCacheOptions {
  return {
    checkpoint: fixture.checkpoint,
    cacheFolder: fixture.cacheFolder,
    precision: 'fp32',
    machine: 'some processor, x64, onnxruntime 1.30.0',
    files: cacheFiles,
    notice: (line) => fixture.notices.push(line),
    async build(folder) {
      fixture.built.push(folder);
      const weights = await readFile(join(fixture.checkpoint, 'model.safetensors'), 'utf8');
      await writeFile(join(folder, 'voice.onnx'), 'graph');
      await writeFile(join(folder, 'voice.weights'), `packed ${weights}`);
      return { config: CONFIG, parameters: 680_324 };
    },
  };
}

/** The same, telling the fixture what is read. */
function watched(fixture: CacheFixture, files: CacheFiles): CacheFiles {
  return {
    ...files,
    readText(path, maxBytes) {
      fixture.read.push(path);
      return files.readText(path, maxBytes);
    },
    digest(path) {
      fixture.read.push(path);
      return files.digest(path);
    },
  };
}
