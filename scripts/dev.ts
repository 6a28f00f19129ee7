import { REPO_ROOT } from './bootstrap/repo-root.mjs';
import { endWithParent } from './process/end-with-parent.ts';
import { linePrinter } from './start/line-printer.ts';
import { LOOPBACK } from './start/ports.mjs';
import { runSystem } from './start/run-system.ts';
import type { Service } from './start/service.ts';
import { viteCommand } from './studio/build-studio.ts';

/**
 * `npm run dev`: the system as `npm start` brings it up, and the page on a server that reloads it when its sources change
 * and hands everything else on to the edge.
 */

/** As packages/studio/vite.config.ts has it. */
const PAGE_URL = `http://${LOOPBACK}:5173`;

const quiet = () => () => false;
const services: Service[] = [
  { name: 'system', command: [process.execPath, 'scripts/start.ts'], env: process.env, noiseFilter: quiet },
  { name: 'page', command: viteCommand(), env: process.env, noiseFilter: quiet },
];

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
endWithParent(() => stop.abort());

process.exitCode = await runSystem(
  {
    cwd: REPO_ROOT,
    services,
    // Each of the two says itself when it is ready, in lines that are shown as they come.
    untilReady: async () => {},
    greeting: `The page is at ${PAGE_URL} as soon as the system is ready.`,
    print: linePrinter(process.stdout, process.env),
    printError: linePrinter(process.stderr, process.env),
  },
  stop.signal,
);
process.exit();
