import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { runSupervised } from '../process/run-supervised.mjs';
import { installEnv } from './install-env.mjs';
import { isInstalled, writeStamp } from './install-stamp.mjs';
import { hasPinnedNode } from './pinned-node.mjs';

/** The version in `packageManager` of package.json, run through npx so that nothing needs to be installed by hand. */
export const PNPM = 'pnpm@10.34.8';
const COMMAND = ['npx', '--yes', PNPM, 'install', '--frozen-lockfile', '--prod=false', '--reporter=append-only'];

/**
 * Brings node_modules to the state of the lock file, if it is not there already.
 * @param {string} root of the checkout
 * @returns {Promise<number>} exit code; 0 when there was nothing to do
 */
export async function installIfNeeded(root) {
  if (hasPinnedNode(root) && isInstalled(root)) return 0;
  console.log('installing the locked packages (the first time takes a minute) ...');
  const env = installEnv(root, process.env, isWritable(homedir()));
  const { code, output } = await runSupervised(COMMAND, { cwd: root, env, collect: true });
  if (code !== 0) {
    console.error(`${output}\nThe installation failed. \`npm run doctor\` looks for the usual causes.`);
    return code;
  }
  writeStamp(root);
  return 0;
}

/** @param {string} path */
function isWritable(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
