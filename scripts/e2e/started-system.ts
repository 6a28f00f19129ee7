import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { pinnedEnv, pinnedNode } from '../bootstrap/pinned-node.mjs';
import { REPO_ROOT } from '../bootstrap/repo-root.mjs';
import { LOOPBACK } from '../start/ports.mjs';

/** Lets a server listen on a free loopback port, and gives the port. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A loopback port that nobody holds at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  return port;
}

/** What `npm start` runs, and all that it printed. */
export interface StartedSystem {
  child: ChildProcess;
  lines: readonly string[];
  /** The first line that matches, now or later; rejects when the system ends without one. */
  line(pattern: RegExp): Promise<string>;
}

/** `scripts/start.ts` with the given settings, in a process group of its own. */
export function start(settings: NodeJS.ProcessEnv): StartedSystem {
  const env = { ...pinnedEnv(REPO_ROOT, process.env), ...settings };
  const child = spawn(pinnedNode(REPO_ROOT), ['scripts/start.ts'], { cwd: REPO_ROOT, env, detached: true });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      for (const watcher of watchers) watcher();
    });
  }
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = lines.find((each) => pattern.test(each));
        if (found !== undefined) resolve(found);
      };
      watchers.add(look);
      child.once('close', () => reject(new Error(`It ended without ${pattern}:\n${lines.join('\n')}`)));
      look();
    });
  return { child, lines, line };
}

/** Ends what a test that failed half-way left behind. */
export function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nobody is left, as it should be.
  }
}
