import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildStudio, STUDIO_OUTPUT, STUDIO_SOURCE } from './build-studio.ts';

/** What the page is made of, from the root: its own files, those of the packages in it, and the versions of all others. */
const SOURCES = [STUDIO_SOURCE, 'packages/player', 'packages/audio', 'pnpm-lock.yaml'];

const IGNORED = new Set(['node_modules', 'test']);

/**
 * Builds the page unless it is there and newer than everything it is made of.
 * @throws Error with what the build said when it failed.
 */
export async function freshStudio(root: string): Promise<void> {
  const builtAt = changedAt(join(root, STUDIO_OUTPUT, 'index.html'));
  if (builtAt > Math.max(...SOURCES.map((path) => newestIn(join(root, path))))) return;
  const { code, output } = await buildStudio(root);
  if (code !== 0) throw new Error(`The page in ${STUDIO_SOURCE} could not be built.\n${output}`);
}

/** When a file, or the newest file of a folder, was changed: milliseconds since 1970; 0 when it is not there. */
export function newestIn(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  const names = readdirSync(path).filter((name) => !IGNORED.has(name));
  // The folder's own time tells of files that were taken away.
  return Math.max(stats.mtimeMs, ...names.map((name) => newestIn(join(path, name))));
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
