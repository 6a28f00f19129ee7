import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** A sidecar as a process of its own. */
export interface ChildSidecar {
  /** Resolves with the URL when it says that it is ready. */
  ready: Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has ended. */
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Starts `main.ts` with these settings alone. */
export function spawnSidecar(environment: Record<string, string>): ChildSidecar {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DECODE_WORKERS: '1', PORT: '0', ...environment };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ready = Promise.withResolvers<string>();
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const url = /sidecar ready (\S+)\n/.exec(stdout)?.[1];
    if (url !== undefined) ready.resolve(url);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => {
    ready.reject(new Error(`it ended: ${stderr}`));
    return { code: code as number | null, stdout, stderr };
  });
  ready.promise.catch(() => undefined);
  return { ready: ready.promise, kill: (signal) => child.kill(signal), ended };
}
