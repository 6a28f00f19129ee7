import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

/** No window, no sandbox (tests may run as root), and sound that goes nowhere. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--mute-audio'];

/** Where the system's Chromium is; undefined when it has none. */
function chromiumPath(): string | undefined {
  const { status, stdout } = spawnSync('which', ['chromium'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** End of a test's name when it cannot run here: a test that is left out says so loudly, and how to have it. */
export const WITHOUT_CHROMIUM = chromiumPath() === undefined ? ' [SKIPPED: no chromium; apt-get install chromium]' : '';

/** A browser of its own; playing still takes a click, as for people. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath() ?? '', args: FLAGS });
}
