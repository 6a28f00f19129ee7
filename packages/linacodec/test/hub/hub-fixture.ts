import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type FetchedModel, type FetchOptions, fetchModel } from '../../src/hub/fetch-model.ts';
import { HubError } from '../../src/hub/hub-error.ts';
import { MODEL_FILES } from '../../src/hub/model-files.ts';
import { createNodeFiles } from '../../src/platform/hub-files.ts';
import { type FakeHub, startFakeHub } from './fake-hub.ts';

export const REPO = 'someone/tiny-codec';
export const COMMIT = 'c0ffee'.padEnd(40, '0');
export const NEWER = 'decade'.padEnd(40, '1');
export const WEIGHTS = 'model.safetensors';

/** What each test of a file gets: a hub of its own faults, an empty cache, and the call under test. */
export interface HubFixture {
  hub: FakeHub;
  files: ReadonlyMap<string, Uint8Array>;
  /** Empty at the start of each test. */
  cacheFolder: string;
  fetch(options?: Partial<FetchOptions>): Promise<FetchedModel>;
  /** The error that a fetch ends in; fails when it ends well. */
  failure(options?: Partial<FetchOptions>): Promise<HubError>;
}

/** Starts a hub with the tiny checkpoint for the tests of a file, and makes and removes their folders. */
export function useHub(): HubFixture {
  const fixture = {} as HubFixture;
  beforeAll(async () => {
    const folder = fileURLToPath(new URL('../data/tiny-12hz/', import.meta.url));
    const contents = MODEL_FILES.map(async ({ path }) => [path, await readFile(join(folder, path))] as const);
    fixture.files = new Map(await Promise.all(contents));
    fixture.hub = await startFakeHub({ repo: REPO, refs: {}, files: fixture.files });
  });
  beforeEach(async () => {
    fixture.hub.repo = { repo: REPO, refs: { main: COMMIT, 'v1.0': COMMIT }, files: fixture.files };
    fixture.hub.faults = {};
    fixture.hub.seen = [];
    fixture.cacheFolder = await mkdtemp(join(tmpdir(), 'linacodec-hub-'));
  });
  afterEach(() => rm(fixture.cacheFolder, { recursive: true, force: true }));
  afterAll(() => fixture.hub.close());
  fixture.fetch = (options) => fetchModel({ ...defaults(fixture), ...options });
  fixture.failure = async (options) => {
    const outcome = await fixture.fetch(options).catch((error: unknown) => error);
    if (outcome instanceof HubError) return outcome;
    throw new Error('expected a HubError', { cause: outcome });
  };
  return fixture;
}

function defaults({ hub, cacheFolder }: HubFixture): FetchOptions {
  const place = { repo: REPO, revision: 'main', cacheFolder, endpoint: hub.url, offline: false };
  return { ...place, platform: createNodeFiles() };
}
