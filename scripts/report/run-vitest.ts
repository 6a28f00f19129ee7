import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readVitestReport } from './read-vitest-report.ts';
import type { Tally } from './tally.ts';

/** Longer than any run should take on a slow machine, in milliseconds; a run that hangs has failed. */
const LIMIT_MS = 15 * 60_000;

/** Runs some of the projects of vitest.config.ts, shows their progress, and counts what came of them. */
export async function runVitest(root: string, projects: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'voxlane-tests-'));
  const report = join(folder, 'report.json');
  const chosen = projects.flatMap((name) => ['--project', name]);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...chosen, ...reporters];
  try {
    const exitCode = await exitCodeOf(args, root);
    return readVitestReport(readOrEmpty(report), exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function exitCodeOf(args: readonly string[], cwd: string): Promise<number> {
  // Colours are for eyes: in a file or a CI log they are a screenful of escape codes a test.
  const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], timeout: LIMIT_MS });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
