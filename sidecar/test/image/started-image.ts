import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { execForm, type Stage } from './read-dockerfile.ts';
import type { Replayed } from './replay-image.ts';

/** What an image does when it is run. */
export interface StartedImage {
  url: string;
  /** Milliseconds from start to a loaded model. */
  readyMs: number;
  /** Exit code of the image's own health check. */
  checkHealth(): number | null;
  /** Sends SIGTERM, as a platform does. @returns the exit code. */
  stop(): Promise<number | null>;
}

/** Longest wait for the model, in milliseconds; a machine that is busy otherwise takes a few seconds. */
const START_LIMIT_MS = 60_000;

/** Runs the command of an image on a free port of loopback, with its environment and nothing else. */
export async function startImage(stages: readonly Stage[], image: Replayed): Promise<StartedImage> {
  const port = await freePort();
  const began = performance.now();
  const env = { PATH: dirname(process.execPath), ...image.env, HOST: '127.0.0.1', PORT: `${port}` };
  const identity = image.uid === undefined ? {} : { uid: image.uid, gid: image.uid };
  const options = { cwd: image.folder, env, ...identity };
  const [program = '', ...args] = words(stages, 'CMD', /^/);
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  await untilReady(child);
  return {
    url: `http://127.0.0.1:${port}`,
    readyMs: performance.now() - began,
    checkHealth() {
      const [checker = '', ...checkerArgs] = words(stages, 'HEALTHCHECK', /^.*?\bCMD\s+/);
      return spawnSync(checker, checkerArgs, options).status;
    },
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
      return child.exitCode;
    },
  };
}

function words(stages: readonly Stage[], keyword: string, before: RegExp): string[] {
  const text = stages.at(-1)?.instructions.findLast((each) => each.keyword === keyword)?.text ?? '';
  const found = execForm(text.replace(before, ''));
  if (found === undefined) throw new Error(`${keyword} must be in exec form: ${text}`);
  return found;
}

async function untilReady(child: ChildProcess): Promise<void> {
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  let said = '';
  try {
    while (!said.includes('sidecar ready')) {
      const [chunk] = await Promise.race([
        once(child.stdout ?? child, 'data', { signal: limit }),
        once(child, 'exit', { signal: limit }).then(([code]) => Promise.reject(new Error(`it exited with ${code}`))),
      ]);
      said += chunk;
    }
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`the image did not get ready; it said:\n${said}`, { cause: error });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
