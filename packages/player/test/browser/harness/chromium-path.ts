import { spawnSync } from 'node:child_process';

/** Where the system's Chromium is; undefined when it has none. */
export function chromiumPath(): string | undefined {
  const { status, stdout } = spawnSync('which', ['chromium'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** End of a test's name when it cannot run here: a test that is left out says so loudly, and how to have it. */
export const WITHOUT_CHROMIUM = chromiumPath() === undefined ? ' [SKIPPED: no chromium; apt-get install chromium]' : '';
