import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newestIn } from './fresh-studio.ts';

const OLD_S = 1_000;
const NEW_S = 2_000;

describe('newestIn', () => {
  let folder = '';
  const write = (name: string, seconds: number) => {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), seconds, seconds);
  };
  const age = (name: string) => utimesSync(join(folder, name), OLD_S, OLD_S);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'newest-'));
    for (const name of ['src', 'src/deep', 'node_modules']) mkdirSync(join(folder, name));
    write('src/deep/a.ts', NEW_S);
    write('src/b.ts', OLD_S);
    write('node_modules/c.js', NEW_S + 1);
    for (const name of ['src/deep', 'src', '.']) age(name);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is the time of the newest file however deep, without what is installed', () => {
    expect(newestIn(folder)).toBe(NEW_S * 1_000);
  });

  it('tells of a file that was taken away', () => {
    rmSync(join(folder, 'src/b.ts'));
    expect(newestIn(folder)).toBeGreaterThan(NEW_S * 1_000);
  });

  it('is 0 where there is nothing', () => {
    expect(newestIn(join(folder, 'missing'))).toBe(0);
  });
});
