import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endsWithUs } from '../child/ends-with-us.ts';

const READY = 'sidecar ready ';

/** Settings of a sidecar: where built graphs are kept, and whatever else is not the default. */
export type SidecarSettings = Readonly<Record<string, string>> & { LINACODEC_CACHE: string };

/** A sidecar that runs in another process, with its model loaded and warm. */
export interface SidecarProcess {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  pid: number;
  close(): Promise<void>;
}

/** Runs `work` with a sidecar of its own, which ends with it. */
export async function withSidecar<T>(
  root: string,
  settings: SidecarSettings,
  work: (sidecar: SidecarProcess) => Promise<T>,
): Promise<T> {
  const sidecar = await startSidecarProcess(root, settings);
  try {
    return await work(sidecar);
  } finally {
    await sidecar.close();
  }
}

/**
 * Starts the sidecar from its sources, on a free port of loopback; it logs nothing. Of our environment it sees nothing,
 * so that figures do not depend on who measures.
 * @throws Error with its own words when it ends before it is ready
 */
async function startSidecarProcess(root: string, settings: SidecarSettings): Promise<SidecarProcess> {
  const env = { PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', DRAIN_TIMEOUT_MS: '0', ...settings };
  const child = spawn(process.execPath, [join(root, 'sidecar/src/main.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endsWithUs(child);
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const ended = once(child, 'exit');
  const early = ended.then(() => {
    throw new Error(`the sidecar ended before it was ready: ${said.join('').trim()}`);
  });
  const ready = new Promise<string>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith(READY)) resolve(line.slice(READY.length));
    });
  });
  const url = await Promise.race([ready, early]);
  early.catch(() => undefined);
  return {
    url,
    pid: child.pid ?? 0,
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
