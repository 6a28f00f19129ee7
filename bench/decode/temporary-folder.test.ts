import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withTemporaryFolder } from './temporary-folder.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const listeners = () => ['exit', ...SIGNALS].map((event) => process.listenerCount(event));

async function fill(folder: string): Promise<void> {
  await mkdir(join(folder, 'inner'));
  await writeFile(join(folder, 'inner', 'file'), 'x');
}

describe('a temporary folder', () => {
  it('is there during the work, and gone with all in it after', async () => {
    const path = await withTemporaryFolder('voxlane-bench', async (folder) => {
      await fill(folder);
      return folder;
    });
    expect(existsSync(path)).toBe(false);
  });

  it('is gone after work that fails, and the failure passes through', async () => {
    let path = '';
    const failing = withTemporaryFolder('voxlane-bench', async (folder) => {
      path = folder;
      await fill(folder);
      throw new Error('no luck');
    });
    await expect(failing).rejects.toThrow('no luck');
    expect(path).not.toBe('');
    expect(existsSync(path)).toBe(false);
  });

  it('listens for the end of the process only while it is needed', async () => {
    const before = listeners();
    await withTemporaryFolder('voxlane-bench', async () => {
      expect(listeners()).toEqual(before.map((count) => count + 1));
    });
    expect(listeners()).toEqual(before);
  });
});
