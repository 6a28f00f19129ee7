import { SECRET_SETTINGS } from './edge-settings.mjs';
import { LOOPBACK } from './ports.mjs';
import type { Service } from './service.ts';
import type { Settings } from './settings.ts';

/** The sidecar. Of the secrets in the surroundings it gets those among its settings, and no other. */
export function sidecarService(port: number, settings: Settings, env: NodeJS.ProcessEnv): Service {
  const open = Object.entries(env).filter(([name]) => !SECRET_SETTINGS.includes(name));
  return {
    name: 'sidecar',
    command: [process.execPath, 'sidecar/src/main.ts'],
    env: { ...Object.fromEntries(open), ...settings, HOST: LOOPBACK, PORT: `${port}` },
    noiseFilter: () => () => false,
  };
}
