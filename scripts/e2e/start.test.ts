import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pinnedEnv, pinnedNode } from '../bootstrap/pinned-node.mjs';
import { REPO_ROOT } from '../bootstrap/repo-root.mjs';
import { LOOPBACK } from '../start/ports.mjs';

const KEY = 'a-key-that-must-not-be-shown';

/** A stand-in for RunPod that says of every endpoint that a worker waits there. */
function idleUpstream(): Server {
  const jobs = { completed: 0, failed: 0, inProgress: 0, inQueue: 0, retried: 0 };
  const workers = { idle: 1, initializing: 0, ready: 1, running: 0, throttled: 0, unhealthy: 0 };
  return createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ jobs, workers }));
  });
}

async function listen(server: Server): Promise<number> {
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  return port;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, LOOPBACK);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** `scripts/start.ts` with the given settings, in a process group of its own. */
function start(settings: NodeJS.ProcessEnv) {
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
function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nobody is left, as it should be.
  }
}

describe('npm start', () => {
  const upstream = idleUpstream();
  let endpoints: NodeJS.ProcessEnv = {};
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    const url = `http://${LOOPBACK}:${await listen(upstream)}/v2/idle`;
    endpoints = { RUNPOD_STREAMING_ENDPOINT: url, RUNPOD_API_KEY: KEY };
  });
  afterEach(() => {
    if (child?.pid !== undefined) killGroup(child.pid);
    upstream.close();
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('serves until %s and leaves nothing that listens', async (signal) => {
    const port = await freePort();
    const system = start({ ...endpoints, EDGE_PORT: `${port}` });
    child = system.child;
    expect(await system.line(/^ready /)).toBe(`ready http://${LOOPBACK}:${port}`);

    const health = await fetch(`http://${LOOPBACK}:${port}/health`);
    expect(await health.json()).toMatchObject({ status: 'healthy' });

    child.kill(signal);
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(await isListening(port)).toBe(false);
    expect(system.lines.join('\n')).not.toContain(KEY);
  });

  it('names a port in use and how to choose another', async () => {
    const { port } = upstream.address() as AddressInfo;
    const system = start({ ...endpoints, EDGE_PORT: `${port}` });
    child = system.child;
    expect(await system.line(/EDGE_PORT/)).toContain(`Port ${port} of the edge is in use`);
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
  });
});
