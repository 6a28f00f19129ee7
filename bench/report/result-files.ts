import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchResult } from './bench-result.ts';

const FOLDER = 'bench/results';

/** Keeps a result, in place of the one before it. */
export async function writeResult(root: string, result: BenchResult): Promise<void> {
  await mkdir(join(root, FOLDER), { recursive: true });
  await writeFile(join(root, FOLDER, `${result.bench}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

/** All results that are kept, by the order of `names`. */
export async function readResults(root: string, names: readonly string[]): Promise<BenchResult[]> {
  const kept = new Set(await readdir(join(root, FOLDER)));
  const files = names.map((name) => `${name}.json`).filter((file) => kept.has(file));
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(root, FOLDER, file), 'utf8'))));
}
