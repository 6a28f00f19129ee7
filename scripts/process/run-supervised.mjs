import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { endGroup } from './end-group.mjs';
import { watchParent } from './watch-parent.mjs';

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * @typedef {object} SuperviseOptions
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} [collect] keep the output instead of showing it
 */

/**
 * Runs a command in a process group of its own and ends the whole group with it, so that no grandchild (workerd,
 * esbuild, a browser) outlives the command, however it ended. Signals are handed on; should this process be killed
 * without a chance to do so, the command sees its IPC channel close. POSIX only: Windows has no process groups.
 * @param {readonly string[]} command program and arguments
 * @param {SuperviseOptions} options
 * @returns {Promise<{ code: number, output: string }>} exit code, 128 + n after signal n
 */
export async function runSupervised([program = '', ...args], { cwd, env, collect = false }) {
  const stream = collect ? 'pipe' : 'inherit';
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', stream, stream, 'ipc'] });
  const forward = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  for (const signal of FORWARDED) process.on(signal, forward);
  const stopWatching = watchParent(() => forward('SIGTERM'));
  /** @type {Buffer[]} */
  const chunks = [];
  for (const source of [child.stdout, child.stderr]) source?.on('data', (chunk) => chunks.push(chunk));
  const closed = new Promise((resolve) => child.once('close', resolve));
  try {
    const code = await exitCode(child);
    if (child.pid !== undefined) await endGroup(child.pid);
    if (collect) await closed;
    return { code, output: Buffer.concat(chunks).toString() };
  } catch (error) {
    return { code: 127, output: `${program} could not be started: ${error instanceof Error ? error.message : error}` };
  } finally {
    stopWatching();
    for (const signal of FORWARDED) process.off(signal, forward);
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
