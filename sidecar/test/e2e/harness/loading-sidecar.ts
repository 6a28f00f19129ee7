import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { REPO_ROOT } from '../../../../scripts/bootstrap/repo-root.mjs';

/** Milliseconds between two looks. */
const LOOK_EVERY_MS = 10;

/**
 * Starts a sidecar as a process, and gives it as soon as it listens at `url`, whatever its model does.
 * @throws Error with what it said when it ends before.
 */
export async function loadingSidecar(url: string, settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['sidecar/src/main.ts'], {
    cwd: REPO_ROOT,
    env: { PATH, ...settings, PORT: new URL(url).port },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (bytes) => said.push(String(bytes)));
  while (!(await listens(url))) {
    if (child.exitCode !== null) throw new Error(`The sidecar ended with ${child.exitCode}: ${said.join('')}`);
    await sleep(LOOK_EVERY_MS);
  }
  return child;
}

/** Whether a sidecar answers at `url`. */
export function listens(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}
