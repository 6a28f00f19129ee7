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
import { linePrinter } from './start/line-printer.ts';
import { LOOPBACK, portProblems, readPort, wrongPortSettings } from './start/ports.mjs';
import { runSystem } from './start/run-system.ts';
import { edgeProblems, emulatorProblems, sidecarProblems } from './start/setting-problems.ts';
import { startSettings } from './start/settings.ts';
import { sidecarService } from './start/sidecar-service.ts';
import { DECODER_SETTINGS, SIDECAR_SETTINGS } from './start/sidecar-settings.mjs';
import { waitUntilReady } from './start/wait-until-ready.ts';
import { freshStudio } from './studio/fresh-studio.ts';

/** `npm start`: the whole system on loopback. Its settings are in .dev.vars.example; none is needed. */

/** The first start compiles the worker; on a busy laptop that takes a few seconds, so a minute means never. */
const READY_LIMIT_MS = 60_000;
/** In `sidecar/.env` for other ways to run it: here SIDECAR_PORT says the port. TUNNEL_TOKEN is for compose alone. */
const SET_HERE = ['PORT', 'TUNNEL_TOKEN'];

const printError = linePrinter(process.stderr, process.env);

async function main(stopped: AbortSignal): Promise<number> {
  const { env } = process;
  const [devVars, sidecarVars] = [readVars('.dev.vars'), readVars('sidecar/.env')];
  const ofSidecar = [...SIDECAR_SETTINGS, ...DECODER_SETTINGS];
  for (const name of unknownSettings(devVars))
    printError(`.dev.vars: ${name} is not a setting of the edge and is left out.`);
  for (const name of unknownSettings(sidecarVars, [...ofSidecar, ...SET_HERE]))
    printError(`sidecar/.env: ${name} is not a setting of the sidecar and is left out.`);
  const given = { edge: givenSettings(env, devVars), sidecar: givenSettings(env, sidecarVars, ofSidecar) };
  const problems = [...edgeProblems(given.edge), ...sidecarProblems(given.sidecar)];
  refuse([...wrongPortSettings(env), ...emulatorProblems(env), ...new Set(problems)]);

  const ports = { edge: readPort(env, 'edge'), emulator: readPort(env, 'emulator'), sidecar: readPort(env, 'sidecar') };
  const [edgeUrl = '', emulatorUrl = '', sidecarUrl = ''] = Object.values(ports).map(
    ({ port }) => `http://${LOOPBACK}:${port}`,
  );
  const settings = startSettings(given, { emulator: emulatorUrl, sidecar: sidecarUrl });
  const { edge, sidecar, usesEmulator } = settings;
  const used = [ports.edge, ...(usesEmulator ? [ports.emulator] : []), ...(sidecar ? [ports.sidecar] : [])];
  refuse(await portProblems(used));
  await freshStudio(REPO_ROOT);

  const services = [
    ...(usesEmulator ? [emulatorService(ports.emulator.port, env)] : []),
    ...(sidecar ? [sidecarService(ports.sidecar.port, sidecar, env)] : []),
    edgeService(REPO_ROOT, ports.edge.port, edge, env),
  ];
  return runSystem(
    {
      cwd: REPO_ROOT,
      services,
      untilReady: (signal) => untilReady(edgeUrl, signal),
      greeting: `ready ${edgeUrl}\n${howToTry(edgeUrl, sidecar && sidecarUrl)}`,
      print: linePrinter(process.stdout, env),
      printError,
    },
    stopped,
  );
}

/** Ends the start before anything runs, with all that is wrong in one message. */
function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function readVars(file: string): NodeJS.Dict<string> {
  const path = join(REPO_ROOT, file);
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
  printError(error instanceof Error ? error.message : String(error));
  return 1;
});
process.exit(code);
