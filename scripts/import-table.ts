import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importProblems } from './imports/import-problems.ts';
import { sourceFile } from './imports/source-file.ts';
import { ZONES } from './imports/zones.ts';

/**
 * Holds the sources of the checkout against the table of who may import whom (imports/zones.ts). Tests may import more.
 * @param paths all files of the repository, from its root
 * @returns one line for each import that breaks a rule
 */
export function checkImportTable(root: string, paths: readonly string[]): string[] {
  const sources = paths.filter((path) => isSource(path));
  return importProblems(sources.map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8'))));
}

function isSource(path: string): boolean {
  if (!path.endsWith('.ts') || path.endsWith('.test.ts')) return false;
  return ZONES.some(({ folder }) => path.startsWith(`${folder}/`));
}
