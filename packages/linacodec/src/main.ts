import packageJson from '../package.json' with { type: 'json' };
import { EXIT } from './cli/exit-code.ts';
import { runCli } from './cli/run-cli.ts';
import { createTerminalBar } from './cli/terminal-bar.ts';
import { openDecoder } from './open-decoder.ts';
import { nodeFiles } from './platform/cli-files.ts';
import { resolveModel } from './resolve-model.ts';

/** `npx linacodec`: the real world for the command line. */

const { stdin, stdout, stderr } = process;

const interruption = new AbortController();
let received: NodeJS.Signals | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    received ??= signal;
    interruption.abort();
  });
}
// Each write hears of its own failure; without a listener the same failure would end the process.
for (const stream of [stdout, stderr]) stream.on('error', () => {});

const code = await runCli(process.argv.slice(2), {
  version: packageJson.version,
  env: process.env,
  now: () => performance.now(),
  unique: () => crypto.randomUUID().slice(0, 8),
  interrupted: interruption.signal,
  stdin,
  stdout: {
    isTerminal: stdout.isTTY === true,
    write: (bytes) =>
      new Promise((resolve, reject) => stdout.write(bytes, (error) => (error ? reject(error) : resolve()))),
  },
  stderr: { isTerminal: stderr.isTTY === true, write: (text) => void stderr.write(text) },
  createBar: () => createTerminalBar(stderr),
  files: nodeFiles,
  openDecoder,
  fetchModel: ({ onProgress, ...request }) => resolveModel({ ...request, onFetchProgress: onProgress }),
});
// A decode that was interrupted may be running in native code, in the middle of which a process that exits aborts. One
// that dies of its signal does not, and a shell reports the same 130 for it.
if (received !== undefined && code === EXIT.interrupted) {
  process.removeAllListeners(received);
  process.kill(process.pid, received);
} else {
  // Standard input may be open still.
  process.exit(code);
}
