import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { REPO_ROOT } from '../../../../scripts/bootstrap/repo-root.mjs';
import { startSidecar } from '../../../src/server/start-sidecar.ts';

/** A sidecar whose model is loaded. */
export interface LaneSidecar {
  /** Such as `http://127.0.0.1:4173`. */
  url: string;
  /** Lines that were logged so far, in order. */
  logged: string[];
  /** The process, where it is one of its own. */
  child?: ChildProcess;
  /** Ends it at once; one that has ended already stays so. */
  close(): Promise<void>;
}

/** Starts a sidecar in this process. */
export async function sidecarHere(settings: Readonly<Record<string, string>>): Promise<LaneSidecar> {
  const logged: string[] = [];
  const { url, loaded, end } = await startSidecar(settings, {
    log: (line) => logged.push(line),
    notice: (line) => logged.push(line),
  });
  await loaded;
  return { url, logged, close: () => end(AbortSignal.abort()) };
}

/**
 * Starts a sidecar as an operator does; of this process' environment it gets nothing but the path.
 * @throws Error with all that it said when it ends before it is ready.
 */
export async function sidecarProcess(settings: Readonly<Record<string, string>>): Promise<LaneSidecar> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['sidecar/src/main.ts'], {
    cwd: REPO_ROOT,
    env: { PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const logged: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    const read = (line: string) => {
      logged.push(line);
      const [, ready] = /^sidecar ready (\S+)$/.exec(line) ?? [];
      if (ready !== undefined) resolve(ready);
    };
    for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', read);
    child.once('close', () => reject(new Error(`The sidecar ended:\n${logged.join('\n')}`)));
  });
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exited;
  };
  return { url, logged, child, close };
}
