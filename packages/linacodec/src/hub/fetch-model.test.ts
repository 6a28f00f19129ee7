import { lstat, mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNodeFiles } from '../../src/platform/hub-files.ts';
import { etagOf } from '../../test/hub/fake-replies.ts';
import { COMMIT, NEWER, REPO, useHub, WEIGHTS } from '../../test/hub/hub-fixture.ts';
import type { FetchProgress } from './fetch-progress.ts';

const fixture = useHub();
const model = () => join(fixture.cacheFolder, 'models--someone--tiny-codec');
const snapshot = (commit = COMMIT) => join(model(), 'snapshots', commit);
const requested = () => fixture.hub.seen.map(({ host, path }) => `${host} ${path}`);

async function expectWhole(folder: string): Promise<void> {
  for (const [path, bytes] of fixture.files)
    expect((await readFile(join(folder, path))).equals(bytes), path).toBe(true);
}

/** Puts files where another client would have put them. */
async function fillSnapshot(paths: Iterable<string>): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(snapshot(), path)), { recursive: true });
    await writeFile(join(snapshot(), path), fixture.files.get(path) ?? '');
  }
}

async function writeRef(name: string, text: string): Promise<void> {
  await mkdir(join(model(), 'refs'), { recursive: true });
  await writeFile(join(model(), 'refs', name), text);
}

describe('a fetched model', () => {
  it('is a folder with the four files, each byte of which came over the network once', async () => {
    const fetched = await fixture.fetch();
    const bytes = fixture.files.values().reduce((sum, { length }) => sum + length, 0);
    expect(fetched).toEqual({ folder: snapshot(), commit: COMMIT, downloadedBytes: bytes });
    await expectWhole(fetched.folder);
    expect(requested().filter((line) => line.startsWith('cdn'))).toHaveLength(2);
  });

  it('lies in the layout that all clients of the hub share', async () => {
    await fixture.fetch();
    expect(await readFile(join(model(), 'refs/main'), 'utf8')).toBe(COMMIT);
    const etags = [...fixture.files].map(([path, bytes]) => etagOf(path, bytes));
    expect((await readdir(join(model(), 'blobs'))).sort()).toEqual(etags.sort());
    const [config, weights] = ['vocoder/config.yaml', WEIGHTS].map(
      (path) => fixture.files.get(path) ?? new Uint8Array(),
    );
    expect(await readlink(join(snapshot(), WEIGHTS))).toBe(
      `../../blobs/${etagOf(WEIGHTS, weights ?? new Uint8Array())}`,
    );
    expect(await readlink(join(snapshot(), 'vocoder/config.yaml'))).toBe(
      `../../../blobs/${etagOf('vocoder/config.yaml', config ?? new Uint8Array())}`,
    );
    expect(await readdir(join(fixture.cacheFolder, '.locks/models--someone--tiny-codec'))).toEqual([]);
  });

  it('is made of plain files where links cannot be made', async () => {
    const platform = createNodeFiles(() => Promise.reject(new Error('EPERM')));
    const { folder } = await fixture.fetch({ platform });
    await expectWhole(folder);
    expect((await lstat(join(folder, WEIGHTS))).isSymbolicLink()).toBe(false);
  });

  it.each([
    ['v1.0', true],
    [COMMIT, false],
  ])('can be had at %s', async (revision, isNamed) => {
    expect(await fixture.fetch({ revision })).toMatchObject({ commit: COMMIT });
    expect(await readdir(join(model(), 'refs')).catch(() => [])).toEqual(isNamed ? [revision] : []);
  });

  it('can be had at a revision with slashes', async () => {
    fixture.hub.repo.refs['refs/pr/1'] = NEWER;
    expect(await fixture.fetch({ revision: 'refs/pr/1' })).toMatchObject({ commit: NEWER });
    expect(await readFile(join(model(), 'refs/refs/pr/1'), 'utf8')).toBe(NEWER);
  });

  it('costs one question when it is there already', async () => {
    await fixture.fetch();
    fixture.hub.seen = [];
    expect(await fixture.fetch()).toMatchObject({ folder: snapshot(), downloadedBytes: 0 });
    expect(requested()).toEqual([`hub /api/models/${REPO}/revision/main`]);
  });

  it('costs no question when it is there under its commit', async () => {
    await fixture.fetch();
    fixture.hub.seen = [];
    expect(await fixture.fetch({ revision: COMMIT })).toMatchObject({ folder: snapshot(), downloadedBytes: 0 });
    expect(requested()).toEqual([]);
  });

  it('shares its content between commits', async () => {
    await fixture.fetch();
    fixture.hub.repo.refs.main = NEWER;
    const progress: FetchProgress[] = [];
    const fetched = await fixture.fetch({ onProgress: (one) => progress.push(one) });
    expect(fetched).toEqual({ folder: snapshot(NEWER), commit: NEWER, downloadedBytes: 0 });
    await expectWhole(snapshot(NEWER));
    expect(progress.at(-1)?.overallReceived).toBe(progress.at(-1)?.overallTotal);
  });

  it('needs no writable cache when nothing is to be written', async () => {
    await fillSnapshot(fixture.files.keys());
    await writeRef('main', COMMIT);
    const readOnly = () => Promise.reject(new Error('EROFS: read-only file system'));
    const refusing = { writeText: readOnly, create: readOnly, open: readOnly, link: readOnly, rename: readOnly };
    expect(await fixture.fetch({ platform: { ...createNodeFiles(), ...refusing } })).toMatchObject({ commit: COMMIT });
  });

  it('replaces links that lead nowhere and content of the wrong length', async () => {
    await fixture.fetch();
    const blobs = (await readdir(join(model(), 'blobs'))).map((name) => join(model(), 'blobs', name));
    await Promise.all(blobs.map((path) => rm(path)));
    await writeFile(join(model(), 'blobs', etagOf(WEIGHTS, fixture.files.get(WEIGHTS) ?? new Uint8Array())), 'short');
    await rm(join(snapshot(), WEIGHTS));
    await expectWhole((await fixture.fetch()).folder);
  });

  it('tells how far it is, for each file and for all', async () => {
    const progress: FetchProgress[] = [];
    const { downloadedBytes } = await fixture.fetch({ onProgress: (one) => progress.push(one) });
    const overall = progress.map(({ overallReceived }) => overallReceived);
    expect(overall).toEqual(overall.toSorted((a, b) => a - b));
    expect(new Set(progress.map(({ overallTotal }) => overallTotal))).toEqual(new Set([downloadedBytes]));
    for (const [file, { length }] of fixture.files) {
      expect(progress.findLast((one) => one.file === file)).toMatchObject({
        receivedBytes: length,
        totalBytes: length,
      });
    }
    expect(overall.at(-1)).toBe(downloadedBytes);
  });
});

describe('a folder that Python has downloaded', () => {
  it.each(['linked', 'plain'])('is used as it is when its files are %s', async (kind) => {
    await fillSnapshot(fixture.files.keys());
    await writeRef('main', COMMIT);
    if (kind === 'linked') {
      const blob = join(model(), 'blobs', etagOf(WEIGHTS, fixture.files.get(WEIGHTS) ?? new Uint8Array()));
      await mkdir(dirname(blob), { recursive: true });
      await writeFile(blob, fixture.files.get(WEIGHTS) ?? '');
      await rm(join(snapshot(), WEIGHTS));
      await symlink(`../../blobs/${blob.split('/').at(-1)}`, join(snapshot(), WEIGHTS));
    }
    expect(await fixture.fetch()).toEqual({ folder: snapshot(), commit: COMMIT, downloadedBytes: 0 });
  });

  it('gets what it lacks and keeps what it has', async () => {
    await fillSnapshot(['config.yaml', WEIGHTS]);
    const { downloadedBytes } = await fixture.fetch();
    const lacking = ['vocoder/config.yaml', 'vocoder/pytorch_model.bin'].map(
      (path) => fixture.files.get(path)?.length ?? 0,
    );
    expect(downloadedBytes).toBe(lacking.reduce((sum, bytes) => sum + bytes, 0));
    expect((await lstat(join(snapshot(), WEIGHTS))).isSymbolicLink()).toBe(false);
    await expectWhole(snapshot());
  });
});

describe('offline', () => {
  it.each(['main', COMMIT])('the cache answers for %s', async (revision) => {
    await fillSnapshot(fixture.files.keys());
    await writeRef('main', `${COMMIT}\n`);
    const fetched = await fixture.fetch({ offline: true, revision });
    expect(fetched).toEqual({ folder: snapshot(), commit: COMMIT, downloadedBytes: 0 });
    expect(fixture.hub.seen).toEqual([]);
  });

  it('names the files that are missing, and two ways to get them', async () => {
    await fillSnapshot(['config.yaml', WEIGHTS]);
    await writeRef('main', COMMIT);
    const error = await fixture.failure({ offline: true });
    expect(error).toMatchObject({ code: 'hub_offline', retryable: false });
    expect(error.message).toContain(`${snapshot()} lacks vocoder/config.yaml, vocoder/pytorch_model.bin.`);
    expect(error.message).toMatch(/without HF_HUB_OFFLINE, or set LINACODEC_MODEL to a folder/);
    expect(fixture.hub.seen).toEqual([]);
  });

  it.each([
    ['not there', undefined],
    ['empty', ''],
    ['a path', '../../elsewhere'],
    ['endless', 'f'.repeat(100_000)],
  ])('a revision is unknown when its ref is %s', async (_, text) => {
    await fillSnapshot(fixture.files.keys());
    if (text !== undefined) await writeRef('main', text);
    const error = await fixture.failure({ offline: true });
    expect(error.code).toBe('hub_offline');
    expect(error.message).toContain('the cache does not know someone/tiny-codec@main');
  });
});

describe('a hub that cannot be reached', () => {
  const unreachable: [string, () => void, object?][] = [
    ['refuses connections', () => {}, { endpoint: 'http://127.0.0.1:1' }],
    ['is in trouble', () => Object.assign(fixture.hub.faults, { api: { status: 503 } })],
    ['wants patience', () => Object.assign(fixture.hub.faults, { api: { status: 429 } })],
    ['is a login page', () => Object.assign(fixture.hub.faults, { apiBody: '<html>' })],
    [
      'says nothing',
      () => Object.assign(fixture.hub.faults, { silent: true }),
      { timeout: (ms: number) => AbortSignal.timeout(ms / 500) },
    ],
  ];

  it.each(unreachable)('that %s leaves the cached model, and says so', async (_, arrange, options = {}) => {
    await fixture.fetch();
    arrange();
    const notices: string[] = [];
    const fetched = await fixture.fetch({ ...options, notice: (message) => notices.push(message) });
    expect(fetched).toEqual({ folder: snapshot(), commit: COMMIT, downloadedBytes: 0 });
    expect(notices).toEqual([expect.stringMatching(`Using ${REPO} at ${COMMIT} from the cache$`)]);
  });

  it.each(unreachable)('that %s fails the fetch without a cached model', async (_, arrange, options = {}) => {
    await fillSnapshot(['config.yaml']);
    await writeRef('main', COMMIT);
    arrange();
    expect(await fixture.failure(options)).toMatchObject({ code: 'hub_unreachable' });
  });

  it('leaves the model of before while a newer one is on its way', async () => {
    await fixture.fetch();
    fixture.hub.repo.refs.main = NEWER;
    fixture.hub.repo.files = new Map([...fixture.files, [WEIGHTS, new Uint8Array(100_000)]]);
    fixture.hub.faults.pauseAfter = [0];
    const notices: string[] = [];
    const fetched = await fixture.fetch({ notice: (message) => notices.push(message) });
    expect(fetched.commit).toBe(COMMIT);
    expect(notices).toHaveLength(1);
    expect((await fixture.fetch({ offline: true })).commit).toBe(COMMIT);
    expect((await fixture.fetch()).commit).toBe(NEWER);
  });
});
