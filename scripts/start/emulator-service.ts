import { SECRET_SETTINGS } from './edge-settings.mjs';
import type { Service } from './service.ts';

/** The local RunPod. It needs no key of a real one, so it is not given any. */
export function emulatorService(port: number, env: NodeJS.ProcessEnv): Service {
  const open = Object.entries(env).filter(([name]) => !SECRET_SETTINGS.includes(name));
  return {
    name: 'emulator',
    command: [process.execPath, 'packages/emulator/src/main.ts'],
    env: { ...Object.fromEntries(open), EMULATOR_PORT: `${port}` },
    noiseFilter: () => () => false,
  };
}
