import * as fs from 'node:fs';
import { join } from 'node:path';
import { isInstalled } from '../bootstrap/install-stamp.mjs';
import { hasPinnedNode } from '../bootstrap/pinned-node.mjs';
import { note, ok, wrong } from './finding.mjs';

/** Space for the packages and npm's cache of them, in bytes. */
const NEEDED_BYTES = 1_500_000_000;

/**
 * Whether the packages are installed, and whether they could be.
 * @param {string} root of the checkout
 */
export function checkInstall(root) {
  if (!fs.existsSync(join(root, 'pnpm-lock.yaml'))) {
    return [wrong('pnpm-lock.yaml is missing', 'restore it: git checkout pnpm-lock.yaml')];
  }
  if (hasPinnedNode(root) && isInstalled(root)) return [ok('the locked packages are installed')];
  const state = fs.existsSync(join(root, 'node_modules')) ? 'not those of the lock file' : 'not installed yet';
  return [note(`the packages are ${state}`, '`npm start` and `npm test` install them'), checkSpace(root)];
}

/** @param {string} root */
function checkSpace(root) {
  const { bavail, bsize } = fs.statfsSync(root);
  const free = bavail * bsize;
  const text = `${(free / 1e9).toFixed(1)} GB are free here`;
  return free >= NEEDED_BYTES ? ok(text) : wrong(text, `the packages need ${NEEDED_BYTES / 1e9} GB`);
}
