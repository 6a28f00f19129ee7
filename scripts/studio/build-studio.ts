import { type QuietResult, runQuietly } from '../process/run-quietly.ts';

/** Where the page is built, from the root; wrangler.toml says the same to the worker that serves it. */
export const STUDIO_OUTPUT = 'dist/studio';

/** Folder of the page's sources, from the root. */
export const STUDIO_SOURCE = 'packages/studio';

/** Program and arguments that run Vite for the page, on the Node that runs this, from the root. */
export function viteCommand(...args: readonly string[]): string[] {
  return [process.execPath, `${STUDIO_SOURCE}/node_modules/vite/bin/vite.js`, ...args, STUDIO_SOURCE];
}

/** Builds the page for production, which takes about a second. */
export function buildStudio(root: string): Promise<QuietResult> {
  const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };
  return runQuietly(viteCommand('build', '--logLevel', 'warn'), { cwd: root, env });
}
