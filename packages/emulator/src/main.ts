import { readSettings } from './read-settings.ts';
import { startEmulator } from './server.ts';

try {
  const { url, close } = await startEmulator(readSettings(process.env));
  process.stdout.write(`emulator ready ${url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void close().then(() => process.exit(0)));
  }
} catch (error) {
  process.stderr.write(`emulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
