import { join } from 'node:path';

/**
 * Quiet, unattended and complete: no look-ups besides the packages themselves, no questions, development tools also
 * under NODE_ENV=production. Where the home folder cannot be written to, caches go into the checkout.
 * @param {string} root of the checkout
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} homeIsWritable
 * @returns {NodeJS.ProcessEnv}
 */
export function installEnv(root, env, homeIsWritable) {
  const quiet = {
    CI: 'true',
    NODE_ENV: 'development',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_loglevel: 'error',
    npm_config_update_notifier: 'false',
  };
  if (homeIsWritable) return { ...env, ...quiet };
  const caches = {
    npm_config_cache: join(root, '.voxlane', 'npm-cache'),
    npm_config_store_dir: join(root, '.voxlane', 'pnpm-store'),
    XDG_CACHE_HOME: join(root, '.voxlane', 'cache'),
    XDG_STATE_HOME: join(root, '.voxlane', 'state'),
  };
  return { ...caches, ...env, ...quiet };
}
