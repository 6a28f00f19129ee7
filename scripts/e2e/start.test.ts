import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOOPBACK } from '../start/ports.mjs';
import { freePort, killGroup, listen, start } from './started-system.ts';

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

  it('names all wrong settings in one message, and starts nothing', async () => {
    const system = start({ ...endpoints, LOOK_AHEAD: '9', TIMEOUT_MS: 'abc', EDGE_PORT: '0' });
    child = system.child;
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(system.lines).toEqual([
      expect.stringMatching(/^EDGE_PORT is "0", but should be/),
      expect.stringMatching(/^TIMEOUT_MS must be a whole number of milliseconds/),
      expect.stringMatching(/^LOOK_AHEAD must be a whole number of pieces/),
    ]);
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
