import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a package.json says of the packages that it needs. */
interface Manifest {
  name: string;
  dependencies?: Readonly<Record<string, string>>;
  devDependencies?: Readonly<Record<string, string>>;
}

/** Root of the checkout. */
export const CHECKOUT = join(import.meta.dirname, '../../..');

const OURS = '@voxlane/';

/** The manifest in a folder, which is given from the root of the checkout. */
export function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(CHECKOUT, folder, 'package.json'), 'utf8'));
}

/** Folders of the sidecar and of all packages of ours that it needs to run, sorted. */
export function productionFolders(): string[] {
  const folders = new Set(['sidecar']);
  for (const folder of folders) {
    const names = Object.keys(manifestIn(folder).dependencies ?? {}).filter((name) => name.startsWith(OURS));
    for (const name of names) folders.add(`packages/${name.slice(OURS.length)}`);
  }
  return [...folders].sort();
}

/** Names of packages that are needed only to develop, here or anywhere in the checkout. */
export function developmentOnly(folders: readonly string[]): string[] {
  const needed = new Set(folders.flatMap((folder) => Object.keys(manifestIn(folder).dependencies ?? {})));
  const all = [...new Set(['.', 'workers', ...folders])];
  const development = all.flatMap((folder) => Object.keys(manifestIn(folder).devDependencies ?? {}));
  return [...new Set(development)].filter((name) => !needed.has(name));
}
