import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Faults } from '../../test/hub/fake-replies.ts';
import { NEWER, useHub, WEIGHTS } from '../../test/hub/hub-fixture.ts';

const fixture = useHub();
const MIB = 1024 ** 2;

describe('a bad file', () => {
  it.each<[string, Faults, RegExp]>([
    [
      'config too large',
      { declared: { 'config.yaml': MIB + 1 } },
      /config.yaml of .* has 1048577 bytes; at most 1048576/,
    ],
    ['weights too large', { declared: { [WEIGHTS]: 4096 * MIB + 1 } }, /model.safetensors .* at most 4294967296/],
  ])('is refused before a byte is fetched: %s', async (_, faults, says) => {
    fixture.hub.faults = faults;
    const error = await fixture.failure();
    expect(error).toMatchObject({ code: 'hub_bad_file', retryable: false, message: expect.stringMatching(says) });
    expect(fixture.hub.seen.map(({ path }) => path)).not.toContainEqual(expect.stringContaining('/resolve/'));
    expect(await readdir(fixture.cacheFolder)).toEqual([]);
  });

  it.each([0, -1, 1.5, 2 ** 60])('is refused when it declares %d bytes', async (bytes) => {
    fixture.hub.faults = { declared: { [WEIGHTS]: bytes } };
    expect(await fixture.failure()).toMatchObject({ retryable: false });
    expect(fixture.hub.seen).toHaveLength(2);
  });

  it.each<[string, Faults, RegExp]>([
    ['is longer than declared', { declared: { 'config.yaml': 100 } }, /has 2317 bytes where 100 were declared/],
    [
      'is longer than declared, with no range',
      { declared: { 'config.yaml': 100 }, noRange: true },
      /sends more than its 100 bytes/,
    ],
    ['is shorter than declared', { declared: { 'config.yaml': 9_999 } }, /has 2317 bytes where 9999 were declared/],
    ['goes on past its end', { extraBytes: 1 }, /sends more than its 2317 bytes/],
    ['begins elsewhere', { rangeShift: 1 }, /does not begin at byte 0 as asked/],
    ['is of another commit', { fileCommit: NEWER }, /comes from another commit/],
  ])('is not taken when it %s', async (_, faults, says) => {
    fixture.hub.faults = faults;
    expect(await fixture.failure()).toMatchObject({ code: 'hub_bad_file', message: expect.stringMatching(says) });
    await expect(access(join(fixture.cacheFolder, 'models--someone--tiny-codec/snapshots'))).rejects.toThrow('ENOENT');
  });

  it('is a broken connection when its end never comes', async () => {
    fixture.hub.faults = { declared: { 'config.yaml': 9_999 }, noRange: true };
    expect(await fixture.failure()).toMatchObject({ code: 'hub_unreachable', retryable: true });
  });

  it.each([
    ['small', []],
    ['large', ['config.yaml', 'vocoder/config.yaml']],
  ])('is not kept when its hash is wrong: %s', async (_, fetched) => {
    if (fetched.length > 0) {
      fixture.hub.faults.lost = ['vocoder/pytorch_model.bin'];
      await fixture.failure();
    }
    fixture.hub.faults = { damage: true };
    const error = await fixture.failure();
    expect(error).toMatchObject({ code: 'hub_bad_file', retryable: true });
    expect(error.message).toMatch(/arrived damaged: its hash is not [0-9a-f]{40}/);
    expect(await readdir(join(fixture.cacheFolder, 'models--someone--tiny-codec/blobs'))).toHaveLength(fetched.length);
    fixture.hub.faults = {};
    await expect(fixture.fetch()).resolves.toBeDefined();
  });
});
