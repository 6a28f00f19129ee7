import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createNodeFiles } from '../../src/platform/hub-files.ts';
import { etagOf } from '../../test/hub/fake-replies.ts';
import { useHub, WEIGHTS } from '../../test/hub/hub-fixture.ts';
import { cacheLayout } from './cache-layout.ts';
import type { FetchOptions } from './fetch-model.ts';
import type { HubFiles } from './hub-files.ts';

const fixture = useHub();
const weights = () => fixture.files.get(WEIGHTS) ?? new Uint8Array();
const layout = () => cacheLayout(fixture.cacheFolder, fixture.hub.repo.repo);
const incomplete = () => layout().incomplete(etagOf(WEIGHTS, weights()));
const ranges = () => fixture.hub.seen.filter(({ host, path }) => host === 'cdn' && path === `/${WEIGHTS}`);
const starts = () => ranges().map(({ range }) => Number(range?.match(/\d+/)?.[0]));

/** Only the weights are left to fetch. */
async function fetchTheOthers(): Promise<void> {
  fixture.hub.faults.lost = [WEIGHTS];
  await fixture.failure();
  fixture.hub.faults = {};
  fixture.hub.seen = [];
}

/** Breaks the connection once all has arrived that the hub sends before it pauses. */
function cutAt(...positions: number[]): Partial<FetchOptions> {
  return { onProgress: ({ receivedBytes }) => positions.includes(receivedBytes) && fixture.hub.cut() };
}

async function leaveBehind(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function expectWhole(folder: string): Promise<void> {
  expect((await readFile(join(folder, WEIGHTS))).equals(weights())).toBe(true);
  expect(await readdir(join(folder, '../../blobs'))).toHaveLength(fixture.files.size);
}

describe('a download that breaks', () => {
  it('goes on at once from the byte that it reached', async () => {
    await fetchTheOthers();
    fixture.hub.faults.pauseAfter = [100_000, 50_000];
    const { folder, downloadedBytes } = await fixture.fetch(cutAt(100_000, 150_000));
    await expectWhole(folder);
    expect(starts()).toEqual([0, 100_000, 150_000]);
    expect(downloadedBytes).toBe(weights().length);
  });

  it('is given up when there is no new connection, and goes on with the next fetch', async () => {
    await fetchTheOthers();
    fixture.hub.faults.pauseAfter = [40_000, 0];
    expect(await fixture.failure(cutAt(40_000))).toMatchObject({ code: 'hub_unreachable', retryable: true });
    expect((await stat(incomplete())).size).toBe(40_000);
    const { folder, downloadedBytes } = await fixture.fetch();
    await expectWhole(folder);
    expect(starts()).toEqual([0, 40_000, 40_000]);
    expect(downloadedBytes).toBe(weights().length - 40_000);
  });

  it('is given up when a connection brings nothing new, and loses nothing', async () => {
    await fetchTheOthers();
    await leaveBehind(incomplete(), weights().subarray(0, 5_000));
    fixture.hub.faults = { noRange: true, pauseAfter: [3_000] };
    const error = await fixture.failure(cutAt(3_000));
    expect(error).toMatchObject({ code: 'hub_unreachable', retryable: true });
    expect(error.message).toContain(`broke at byte 3000 of ${weights().length} of ${WEIGHTS}`);
    expect((await stat(incomplete())).size).toBe(5_000);
  });

  it('is given up when it breaks again and again', async () => {
    await fetchTheOthers();
    fixture.hub.faults.pauseAfter = Array(20).fill(1_000);
    const positions = Array.from({ length: 20 }, (_, tries) => tries * 1_000);
    const error = await fixture.failure(cutAt(...positions.slice(1)));
    expect(error).toMatchObject({ code: 'hub_unreachable', retryable: true });
    expect(starts()).toEqual(positions.slice(0, 9));
  });

  it('starts anew where the server gives no ranges', async () => {
    await fetchTheOthers();
    await leaveBehind(incomplete(), weights().subarray(0, 5_000));
    fixture.hub.faults.noRange = true;
    const { folder, downloadedBytes } = await fixture.fetch();
    await expectWhole(folder);
    expect(downloadedBytes).toBe(weights().length);
  });

  it('needs no network when only the end was left to do', async () => {
    await fetchTheOthers();
    await leaveBehind(incomplete(), weights());
    expect(await fixture.fetch()).toMatchObject({ downloadedBytes: 0 });
    expect(starts()).toEqual([]);
  });

  it.each([
    ['has another content', () => new Uint8Array(5_000), [5_000, 0]],
    ['is as long as the whole but of another content', () => new Uint8Array(weights().length), [0]],
    ['is longer than the whole', () => new Uint8Array(weights().length + 1), [0]],
  ])('is fetched whole when what is left of it %s', async (_, content, expected) => {
    await fetchTheOthers();
    await leaveBehind(incomplete(), content());
    await expectWhole((await fixture.fetch()).folder);
    expect(starts()).toEqual(expected);
  });
});

describe('a cancelled fetch', () => {
  it('stops in the middle of a body and leaves what has arrived', async () => {
    await fetchTheOthers();
    fixture.hub.faults.pauseAfter = [70_000];
    const leave = new AbortController();
    const onProgress = ({ receivedBytes }: { receivedBytes: number }) => {
      if (receivedBytes === 70_000) leave.abort();
    };
    const error = await fixture.failure({ signal: leave.signal, onProgress });
    expect(error).toMatchObject({ code: 'cancelled', retryable: false });
    expect((await stat(incomplete())).size).toBe(70_000);
    fixture.hub.faults = {};
    await expectWhole((await fixture.fetch()).folder);
    expect(starts()).toEqual([0, 70_000]);
  });

  it('stops while the hub makes up its mind', async () => {
    fixture.hub.faults.silent = true;
    const leave = new AbortController();
    const outcome = fixture.failure({ signal: leave.signal });
    await vi.waitFor(() => expect(fixture.hub.seen).toHaveLength(1));
    leave.abort();
    expect(await outcome).toMatchObject({ code: 'cancelled' });
  });

  it('stops while it checks the content', async () => {
    const leave = new AbortController();
    const platform = createNodeFiles();
    const digest: HubFiles['digest'] = (...args) => {
      leave.abort();
      return platform.digest(...args);
    };
    const error = await fixture.failure({ signal: leave.signal, platform: { ...platform, digest } });
    expect(error).toMatchObject({ code: 'cancelled' });
  });

  it('asks nobody when it was cancelled before, and does not fall back to the cache', async () => {
    await fixture.fetch();
    fixture.hub.seen = [];
    expect(await fixture.failure({ signal: AbortSignal.abort() })).toMatchObject({ code: 'cancelled' });
    expect(fixture.hub.seen).toEqual([]);
  });
});

describe('two processes', () => {
  it('fetch a file once: the second waits for the first and takes what it finds', async () => {
    await fetchTheOthers();
    const { promise: firstIsDone, resolve: firstDone } = Promise.withResolvers<void>();
    const { promise: secondWaits, resolve: onWait } = Promise.withResolvers<void>();
    const platform = createNodeFiles();
    const { promise: secondMayStart, resolve: onBytes } = Promise.withResolvers<void>();
    const open: HubFiles['open'] = async (path) => {
      onBytes();
      await secondWaits;
      return platform.open(path);
    };
    const first = fixture.fetch({ platform: { ...platform, open } });
    await secondMayStart;
    const sleep = async () => {
      onWait();
      await firstIsDone;
    };
    const second = fixture.fetch({ platform: { ...platform, sleep } });
    expect((await first).downloadedBytes).toBe(weights().length);
    firstDone();
    expect((await second).downloadedBytes).toBe(0);
    await expectWhole((await second).folder);
    expect(starts()).toEqual([0]);
  });

  it('come to the same file when both believe that they hold the lock', async () => {
    const platform = { ...createNodeFiles(), create: async () => true };
    const both = await Promise.all([fixture.fetch({ platform }), fixture.fetch({ platform })]);
    await expectWhole(both[0].folder);
    expect(both[1].folder).toBe(both[0].folder);
  });

  it('do not wait for ever for one that was killed, and go on where it stopped', async () => {
    await fetchTheOthers();
    await leaveBehind(incomplete(), weights().subarray(0, 30_000));
    await leaveBehind(layout().lock(etagOf(WEIGHTS, weights())), 'killed 3');
    const sleeps: number[] = [];
    const platform = createNodeFiles();
    const sleep: HubFiles['sleep'] = async (ms, signal) => {
      if (sleeps.push(ms) > 10) await platform.sleep(ms, signal);
    };
    const { folder } = await fixture.fetch({ platform: { ...platform, sleep } });
    await expectWhole(folder);
    expect(sleeps.slice(0, 10)).toEqual(Array(10).fill(1_000));
    expect(starts()).toEqual([30_000]);
  });
});
