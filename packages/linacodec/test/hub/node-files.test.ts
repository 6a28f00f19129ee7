import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeFiles } from '../../src/platform/hub-files.ts';

const files = createNodeFiles();
const never = new AbortController().signal;
let folder = '';
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linacodec-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a size', () => {
  it('is that of the file behind a link', async () => {
    await writeFile(at('blob'), 'seven b');
    await symlink('blob', at('link'));
    expect(await files.size(at('link'))).toBe(7);
  });

  it.each(['missing', 'missing/below', 'file/below', 'dangling'])('is undefined of what is %s', async (name) => {
    await writeFile(at('file'), '');
    await symlink('nowhere', at('dangling'));
    expect(await files.size(at(name))).toBeUndefined();
  });

  it('is none of a folder', async () => {
    expect(await files.size(folder)).toBeUndefined();
  });
});

describe('a text', () => {
  it('is replaced as a whole, and its folders are made', async () => {
    await files.writeText(at('a/b/c'), 'one');
    await files.writeText(at('a/b/c'), 'two');
    expect(await files.readText(at('a/b/c'), 100)).toBe('two');
    expect(await readdir(at('a/b'))).toEqual(['c']);
  });

  it('is read no further than asked', async () => {
    await files.writeText(at('long'), 'x'.repeat(1_000));
    expect(await files.readText(at('long'), 10)).toBe('x'.repeat(10));
    expect(await files.readText(at('missing'), 10)).toBeUndefined();
  });

  it('is created by one of many', async () => {
    const created = await Promise.all(Array.from({ length: 8 }, (_, index) => files.create(at('locks/x'), `${index}`)));
    expect(created.filter(Boolean)).toHaveLength(1);
    expect(await files.readText(at('locks/x'), 10)).toBe(`${created.indexOf(true)}`);
  });
});

describe('an open file', () => {
  it('keeps what it has and is written at positions', async () => {
    await writeFile(at('file'), 'abcdef');
    const file = await files.open(at('file'));
    await file.write(new TextEncoder().encode('XY'), 2);
    await file.write(new TextEncoder().encode('Z'), 6);
    await file.close();
    expect(await readFile(at('file'), 'utf8')).toBe('abXYefZ');
  });

  it('is created in folders that are created', async () => {
    await (await files.open(at('a/b'))).close();
    expect(await files.size(at('a/b'))).toBe(0);
  });
});

describe('a link', () => {
  it('is relative, so that the folder can be moved, and replaces what was there', async () => {
    await files.writeText(at('blobs/x'), 'content');
    await files.writeText(at('snapshots/1/y'), 'old');
    await files.link(at('snapshots/1/y'), at('blobs/x'));
    expect(await readlink(at('snapshots/1/y'))).toBe('../../blobs/x');
    expect(await readdir(at('snapshots/1'))).toEqual(['y']);
  });

  it('is a copy where links cannot be made', async () => {
    const linkless = createNodeFiles(() => Promise.reject(new Error('EPERM')));
    await files.writeText(at('blob'), 'content');
    await linkless.link(at('a/copy'), at('blob'));
    expect((await lstat(at('a/copy'))).isFile()).toBe(true);
    expect(await files.readText(at('a/copy'), 100)).toBe('content');
  });

  it('leaves nothing behind when neither can be made', async () => {
    const linkless = createNodeFiles(() => Promise.reject(new Error('EPERM')));
    await expect(linkless.link(at('copy'), at('missing'))).rejects.toThrow(/ENOENT.*missing/);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a digest', () => {
  it.each(['', 'small', 'x'.repeat(3_000_000)])('is that of the prefix and the content', async (content) => {
    await writeFile(at('file'), content);
    const expected = createHash('sha256').update(`head\0${content}`).digest('hex');
    expect(await files.digest(at('file'), 'sha256', 'head\0', never)).toBe(expected);
  });

  it('of an empty blob is the one that Git gives it', async () => {
    await writeFile(at('file'), '');
    const digest = await files.digest(at('file'), 'sha1', 'blob 0\0', never);
    expect(digest).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
  });

  it('ends when it is cancelled', async () => {
    await writeFile(at('file'), 'x');
    await expect(files.digest(at('file'), 'sha256', '', AbortSignal.abort())).rejects.toThrow('aborted');
  });
});

describe('the rest', () => {
  it('a pause ends at once when it is cancelled', async () => {
    const leave = new AbortController();
    const pause = files.sleep(1e9, leave.signal);
    leave.abort();
    await expect(pause).resolves.toBeUndefined();
  });

  it('what is missing is removed already', async () => {
    await expect(files.remove(at('missing'))).resolves.toBeUndefined();
  });

  it('a name is used once', () => {
    expect(files.unique()).not.toBe(files.unique());
    expect(files.unique()).toMatch(/^[\w-]{16,64}$/);
  });

  it('a rename replaces, and makes folders', async () => {
    await files.writeText(at('from'), 'new');
    await files.writeText(at('a/to'), 'old');
    await files.rename(at('from'), at('a/to'));
    expect(await readdir(folder)).toEqual(['a']);
    expect(await files.readText(at('a/to'), 9)).toBe('new');
  });

  it('an error that is not about a missing file passes', async () => {
    await mkdir(at('folder'));
    await expect(files.readText(at('folder'), 9)).rejects.toThrow('EISDIR');
  });
});
