import { readSettings } from '../../packages/emulator/src/read-settings.ts';
import { readConfig as readSidecarConfig } from '../../sidecar/src/config/read-config.ts';
import { readConfig as readEdgeConfig } from '../../workers/src/config/read-config.ts';
import type { Settings } from './settings.ts';

/**
 * What is wrong with settings of the edge, a line each: the edge's own reading of them, before anything is started.
 * No line quotes a value, which may be a key.
 */
export function edgeProblems(settings: Settings): string[] {
  try {
    readEdgeConfig(settings);
    return [];
  } catch (error) {
    return linesOf(error);
  }
}

/** The same of the sidecar's settings. */
export function sidecarProblems(settings: Settings): string[] {
  try {
    readSidecarConfig(settings);
    return [];
  } catch (error) {
    return linesOf(error);
  }
}

/** What is wrong with the emulator's own settings in the environment but its port, which is not its own: the first. */
export function emulatorProblems(env: NodeJS.ProcessEnv): string[] {
  try {
    readSettings({ ...env, EMULATOR_PORT: undefined });
    return [];
  } catch (error) {
    return linesOf(error);
  }
}

/** A problem of the edge has its faults as details; any other error has its message. */
function linesOf(error: unknown): string[] {
  if (!(error instanceof Error)) throw error;
  const details = 'details' in error && Array.isArray(error.details) ? (error.details as Fault[]) : [];
  return details.length > 0 ? details.map(({ path, message }) => `${path} ${message}`) : [error.message];
}

interface Fault {
  path: string;
  message: string;
}
