import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A child that was just killed may still be writing into the folder; retries are 100 ms apart. */
const MOST_RETRIES = 20;

/** Runs `work` with a folder that is removed after it, also when it fails or a signal ends this process. */
export async function withTemporaryFolder<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: MOST_RETRIES });
  process.on('exit', remove);
  for (const signal of SIGNALS) process.on(signal, exitAfter);
  try {
    return await work(folder);
  } finally {
    remove();
    process.off('exit', remove);
    for (const signal of SIGNALS) process.off(signal, exitAfter);
  }
}

/** What the default action would report, but with a chance to clean up. */
function exitAfter(signal: (typeof SIGNALS)[number]): never {
  process.exit(128 + constants.signals[signal]);
}
