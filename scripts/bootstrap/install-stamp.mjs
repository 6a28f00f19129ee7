import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lies inside node_modules, so that removing node_modules also forgets the installation. */
const STAMP = join('node_modules', '.voxlane-install');
const WORKSPACE_FOLDERS = ['workers', 'sidecar', 'bench'];

/**
 * Hash of everything that decides what an installation contains: lock file, manifests, and the platform, since
 * native binaries do not travel between machines.
 * @param {string} root of the checkout
 * @returns {string} sha256, hexadecimal
 */
export function installHash(root) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const path of manifestPaths(root)) hash.update(`\0${path}\0`).update(readOrEmpty(join(root, path)));
  return hash.digest('hex');
}

/**
 * @param {string} root of the checkout
 * @returns {boolean} whether node_modules is what the lock file and the manifests ask for
 */
export function isInstalled(root) {
  return readOrEmpty(join(root, STAMP)) === installHash(root);
}

/**
 * Notes that node_modules is complete; called only after an installation that succeeded.
 * @param {string} root of the checkout
 */
export function writeStamp(root) {
  writeFileSync(join(root, STAMP), installHash(root));
}

/** @param {string} root */
function manifestPaths(root) {
  const packages = foldersIn(join(root, 'packages')).map((name) => join('packages', name));
  const manifests = [...packages, ...WORKSPACE_FOLDERS].map((folder) => join(folder, 'package.json'));
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests];
}

/** @param {string} path */
function foldersIn(path) {
  try {
    return readdirSync(path).sort();
  } catch {
    return [];
  }
}

/** @param {string} path */
function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
