import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { WORKLET_SOURCE } from '../../../src/worklet/worklet-source.ts';
import { chromiumPath } from './chromium-path.ts';
import type { Lab } from './page-lab.ts';
import { RECORDER } from './recorder.ts';

declare global {
  /** In the page alone. */
  var lab: Lab;
}

/** No window, no sandbox (tests may run as root), and sound without a click first. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--mute-audio', '--autoplay-policy=no-user-gesture-required'];

export type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

/** A browser, and a server that gives it a page with the player and the answers of a test. */
export interface StartedLab {
  browser: Browser;
  url: string;
  /** What is answered at a path from now on. */
  answer(path: string, answer: Answer): void;
  /** A page with `lab` in it, in place of the one before. `policy` is its Content-Security-Policy. */
  page(policy?: string): Promise<Page>;
  close(): Promise<void>;
}

export async function startLab(): Promise<StartedLab> {
  const script = bundle();
  const answers = new Map<string, Answer>();
  const policies = new Map<string, string>();
  const scripts = { '/lab.js': script, '/recorder.js': RECORDER, '/worklet.js': WORKLET_SOURCE };
  for (const [path, source] of Object.entries(scripts)) {
    answers.set(path, (response) => response.setHeader('Content-Type', 'text/javascript').end(source));
  }
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const answer = answers.get(path);
    if (answer !== undefined) return answer(response, request);
    const policy = policies.get(path);
    if (policy === undefined) return response.writeHead(404).end();
    if (policy !== '') response.setHeader('Content-Security-Policy', policy);
    response
      .setHeader('Content-Type', 'text/html')
      .end('<!doctype html><title>lab</title><script src="/lab.js"></script>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath: chromiumPath() ?? '', args: FLAGS });
  return {
    browser,
    url,
    answer: (path, answer) => answers.set(path, answer),
    async page(policy = '') {
      const path = `/page-${policies.size}`;
      policies.set(path, policy);
      await Promise.all(browser.contexts().map((context) => context.close()));
      const page = await browser.newPage();
      await page.goto(url + path);
      return page;
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

function bundle(): string {
  const esbuild = join(import.meta.dirname, '../../../node_modules/.bin/esbuild');
  const entry = join(import.meta.dirname, 'page-lab.ts');
  const flags = ['--bundle', '--format=iife', '--target=es2024', '--log-level=error'];
  return execFileSync(esbuild, [entry, ...flags], { encoding: 'utf8' });
}
