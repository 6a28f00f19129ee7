import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** No window, no sandbox (tests may run as root), nothing that calls out, and sound without a click first. */
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
];

/**
 * Runs the body of an async function in a page of headless Chromium, and gives what it returns. The page is served on
 * a port of its own, so that calls to the edge are cross-origin ones.
 */
export async function inBrowser(script: string): Promise<unknown> {
  const result = Promise.withResolvers<unknown>();
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') return response.setHeader('content-type', 'text/html').end(pageOf(script));
    const body: Buffer[] = [];
    for await (const bytes of request) body.push(bytes);
    response.end();
    result.resolve(JSON.parse(Buffer.concat(body).toString()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const profile = await mkdtemp(join(tmpdir(), 'voxlane-browser-'));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const child = spawn('chromium', [...FLAGS, `--user-data-dir=${profile}`, address], {
    stdio: 'ignore',
    detached: true,
  });
  child.once('exit', () => result.reject(new Error('the browser ended by itself')));
  try {
    return await result.promise;
  } finally {
    await endGroup(child);
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, maxRetries: 5 });
  }
}

/** A browser is many processes; all of them are its group. */
async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await exited;
}

function pageOf(script: string): string {
  return `<!doctype html><meta charset="utf-8"><title>listener</title><script type="module">
    const run = async () => { ${script} };
    const result = await run().catch((error) => ({ error: String(error) }));
    await fetch('/', { method: 'POST', body: JSON.stringify(result) });
  </script>`;
}
