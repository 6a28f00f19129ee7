import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { REPO_ROOT } from './bootstrap/repo-root.mjs';
import { endWithParent } from './process/end-with-parent.ts';
import { askReady } from './start/ask-ready.ts';
import { edgeService } from './start/edge-service.ts';
import { givenSettings, unknownSettings } from './start/edge-settings.mjs';
import { emulatorService } from './start/emulator-service.ts';
import { howToTry } from './start/how-to-try.ts';
import { LOOPBACK, portProblems, readPort } from './start/ports.mjs';
import { runSystem } from './start/run-system.ts';
import { startSettings } from './start/settings.ts';
import { waitUntilReady } from './start/wait-until-ready.ts';

/** `npm start`: the whole system on loopback. Its settings are in .dev.vars.example; none is needed. */

/** The first start compiles the worker; on a busy laptop that takes a few seconds, so a minute means never. */
const READY_LIMIT_MS = 60_000;

async function main(stopped: AbortSignal): Promise<number> {
  const { env } = process;
  const emulatorPort = readPort(env, 'emulator');
  const edgePort = readPort(env, 'edge');

  const devVars = readDevVars();
  for (const name of unknownSettings(devVars))
    console.error(`.dev.vars: ${name} is not a setting of the edge and is left out.`);
  const settings = startSettings(givenSettings(env, devVars), `http://${LOOPBACK}:${emulatorPort.port}`);

  const problems = await portProblems(settings.usesEmulator ? [edgePort, emulatorPort] : [edgePort]);
  if (problems.length > 0) throw new Error(problems.join('\n'));

  const edge = edgeService(REPO_ROOT, edgePort.port, settings.edge, env);
  const edgeUrl = `http://${LOOPBACK}:${edgePort.port}`;
  return runSystem(
    {
      cwd: REPO_ROOT,
      services: settings.usesEmulator ? [emulatorService(emulatorPort.port, env), edge] : [edge],
      untilReady: (signal) => untilReady(edgeUrl, signal),
      greeting: `ready ${edgeUrl}\n${howToTry(edgeUrl)}`,
      print: console.log,
      printError: console.error,
    },
    stopped,
  );
}

function readDevVars(): NodeJS.Dict<string> {
  const path = join(REPO_ROOT, '.dev.vars');
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
}

function untilReady(edgeUrl: string, signal: AbortSignal): Promise<void> {
  return waitUntilReady({
    ask: () => askReady(edgeUrl, signal),
    sleep: (milliseconds) => sleep(milliseconds, undefined, { signal }),
    now: () => performance.now(),
    limitMs: READY_LIMIT_MS,
  });
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
endWithParent(() => stop.abort());
const code = await main(stop.signal).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
process.exit(code);
