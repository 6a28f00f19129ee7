import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The pinned Node itself, not the shell wrapper in `.bin`: a wrapper would swallow the signals that are meant for Node.
 * @param {string} root of the checkout
 */
export function pinnedNode(root) {
  return join(root, 'node_modules', 'node', 'bin', 'node');
}

/** @param {string} root of the checkout */
export function hasPinnedNode(root) {
  return existsSync(pinnedNode(root));
}

/**
 * The environment in which `node`, `tsc`, `biome` and all the others are the pinned ones.
 * @param {string} root of the checkout
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function pinnedEnv(root, env) {
  const modules = join(root, 'node_modules');
  const path = [join(modules, 'node', 'bin'), join(modules, '.bin'), env.PATH ?? ''];
  return { ...env, PATH: path.join(delimiter) };
}
