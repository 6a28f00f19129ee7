import { join } from 'node:path';

/** Wrangler's program itself: its launcher would start a second Node and stand between it and our signals. */
const CLI = ['--no-warnings', 'node_modules/wrangler/wrangler-dist/cli.js'];

/** What wrangler and the workerd under it need from the surroundings; everything else stays out of the worker's reach. */
const PASSED_ON = ['PATH', 'TMPDIR', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];

/** Program and arguments that run wrangler on the Node that runs this. */
export function wranglerCommand(...args: string[]): string[] {
  return [process.execPath, ...CLI, ...args];
}

/**
 * The environment of a wrangler that looks nothing up (version, telemetry, the location of this machine), asks
 * nothing, and writes nothing outside the ignored `.wrangler` folder.
 */
export function wranglerEnv(root: string, env: NodeJS.ProcessEnv): Record<string, string> {
  const passed = PASSED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  const home = join(root, '.wrangler', 'home');
  return {
    ...Object.fromEntries(passed),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    CI: 'true',
    NO_COLOR: '1',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_WRITE_LOGS: 'false',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    X_LOCAL_EXPLORER: 'false',
    X_LOCAL_OBSERVABILITY: 'false',
  };
}
