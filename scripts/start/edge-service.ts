import { edgeNoise } from './edge-noise.ts';
import { LOOPBACK } from './ports.mjs';
import type { Service } from './service.ts';
import type { Settings } from './settings.ts';
import { wranglerCommand, wranglerEnv } from './wrangler.ts';

/**
 * The edge in the real Workers runtime. Settings reach the worker through wrangler's own environment: nothing secret
 * is in an argument or in a file, and no character of a value has a meaning of its own, as it would in a `.env` file.
 * The empty `--env-file` makes wrangler read the environment instead of `.dev.vars`, which `settings` contains already.
 */
export function edgeService(root: string, port: number, settings: Settings, env: NodeJS.ProcessEnv): Service {
  const listen = ['--ip', LOOPBACK, '--port', `${port}`, '--inspector-port', '0'];
  const quiet = ['--show-interactive-dev-session=false', '--env-file', '/dev/null'];
  return {
    name: 'edge',
    command: wranglerCommand('dev', '--local', ...listen, ...quiet),
    env: { ...wranglerEnv(root, env), CLOUDFLARE_INCLUDE_PROCESS_ENV: 'true', ...settings },
    noiseFilter: edgeNoise,
  };
}
