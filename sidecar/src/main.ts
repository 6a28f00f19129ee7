import { startSidecar } from './server/start-sidecar.ts';

/** The sidecar as a process: settings from the environment, log lines on stdout, everything else on stderr. */

const say = (line: string) => void process.stderr.write(`sidecar: ${line}\n`);
const failed = (error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
};

try {
  const sidecar = await startSidecar(process.env, {
    log: (json) => void process.stdout.write(`${json}\n`),
    notice: say,
  });
  const hurry = new AbortController();
  let ending: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (ending !== undefined) hurry.abort();
      ending ??= sidecar.end(hurry.signal).then(() => process.exit());
    });
  }
  await sidecar.loaded.then(
    () => process.stdout.write(`sidecar ready ${sidecar.url}\n`),
    async (error: unknown) => {
      if (ending !== undefined) return;
      failed(error);
      await sidecar.end(AbortSignal.abort());
      process.exit();
    },
  );
} catch (error) {
  failed(error);
}
