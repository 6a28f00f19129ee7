import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFiles } from './cache-files.ts';

let folder = '';
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linacodec-cache-files-'));
  await writeFile(at('file'), 'seven b');
  await mkdir(at('full/below'), { recursive: true });
  await writeFile(at('full/content'), 'x');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a look', () => {
  it('tells size, time and inode of the file behind a link', async () => {
    await utimes(at('file'), 0, 1_767_323_045);
    await symlink('file', at('link'));
    const facts = await cacheFiles.look(at('link'));
    expect(facts).toMatchObject({ isFile: true, bytes: 7, modifiedNs: 1_767_323_045_000_000_000n });
    expect(facts).toEqual(await cacheFiles.look(at('file')));
    expect(facts?.inode).not.toBe((await cacheFiles.look(at('full/content')))?.inode);
  });

  it('tells a folder from a file', async () => {
    expect(await cacheFiles.look(at('full'))).toMatchObject({ isFile: false });
  });

  it.each(['missing', 'missing/below', 'file/below', 'dangling'])('finds nothing that is %s', async (name) => {
    await symlink('nowhere', at('dangling'));
    expect(await cacheFiles.look(at(name))).toBeUndefined();
    expect(await cacheFiles.readText(at(name), 10)).toBeUndefined();
  });
});

describe('content', () => {
  it('is read no further than asked', async () => {
    expect(await cacheFiles.readText(at('file'), 5)).toBe('seven');
    expect(await cacheFiles.readText(at('file'), 100)).toBe('seven b');
  });

  it.each([0, 1, 3 * 1024 ** 2 + 1])('is hashed as a whole: %i bytes', async (bytes) => {
    const content = Uint8Array.from({ length: bytes }, (_, i) => i % 251);
    await writeFile(at('file'), content);
    expect(await cacheFiles.digest(at('file'))).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('that cannot be hashed is an error', async () => {
    await expect(cacheFiles.digest(at('missing'))).rejects.toThrow('ENOENT');
    await expect(cacheFiles.digest(at('full'))).rejects.toThrow('EISDIR');
  });

  it('is replaced', async () => {
    await cacheFiles.writeText(at('file'), 'new');
    expect(await readFile(at('file'), 'utf8')).toBe('new');
  });
});

describe('a folder', () => {
  it('is listed by name, and empty when it is not there', async () => {
    expect((await cacheFiles.list(at('full'))).sort()).toEqual(['below', 'content']);
    expect(await cacheFiles.list(at('missing'))).toEqual([]);
  });

  it('is made with those above it, or left as it is', async () => {
    await cacheFiles.makeFolder(at('a/b/c'));
    await cacheFiles.makeFolder(at('full'));
    expect([await readdir(at('a/b')), (await readdir(at('full'))).length]).toEqual([['c'], 2]);
  });

  it('is made by all of many at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => cacheFiles.makeFolder(at('a/b/c'))));
    expect(await readdir(at('a/b'))).toEqual(['c']);
  });

  it.each(['file', 'file/below', 'file/far/below'])('is not made in the place of a file: %s', async (name) => {
    await expect(cacheFiles.makeFolder(at(name))).rejects.toThrow(`EEXIST: file already exists, mkdir '${at('file')}'`);
  });

  it('is removed with all in it; a link in it is not followed', async () => {
    await symlink('../file', at('full/link'));
    await cacheFiles.remove(at('full'));
    await cacheFiles.remove(at('missing'));
    expect(await readdir(folder)).toEqual(['file']);
  });
});

describe('a move', () => {
  it('takes a folder to where nothing is', async () => {
    expect(await cacheFiles.move(at('full'), at('moved'))).toBe(true);
    expect((await readdir(at('moved'))).length).toBe(2);
  });

  it.each(['other', 'file'])('of a folder onto what is there is refused: %s', async (name) => {
    await cacheFiles.makeFolder(at('other/below'));
    expect(await cacheFiles.move(at('full'), at(name))).toBe(false);
    expect((await readdir(folder)).sort()).toEqual(['file', 'full', 'other']);
  });

  it('of a file replaces another one', async () => {
    expect(await cacheFiles.move(at('file'), at('full/content'))).toBe(true);
    expect(await readFile(at('full/content'), 'utf8')).toBe('seven b');
  });

  it('of nothing, or to a folder that is not there, is an error', async () => {
    await expect(cacheFiles.move(at('missing'), at('to'))).rejects.toThrow('ENOENT');
    await expect(cacheFiles.move(at('full'), at('missing/to'))).rejects.toThrow('ENOENT');
  });
});

describe('the rest', () => {
  it('sets the time of a change', async () => {
    await cacheFiles.touch(at('file'), 1_767_323_045_678);
    expect((await stat(at('file'))).mtimeMs).toBeCloseTo(1_767_323_045_678, 2);
    await expect(cacheFiles.touch(at('missing'), 0)).rejects.toThrow('ENOENT');
  });

  it('makes a path absolute', () => {
    expect(cacheFiles.absolute(at('a/../b/'))).toBe(at('b'));
    expect(isAbsolute(cacheFiles.absolute('some/model'))).toBe(true);
  });

  it('names what nobody else names', () => {
    expect(cacheFiles.unique()).toMatch(/^[\w-]+$/);
    expect(cacheFiles.unique()).not.toBe(cacheFiles.unique());
    expect(Math.abs(cacheFiles.now() - Date.now())).toBeLessThan(1_000);
  });
});
