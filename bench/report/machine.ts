import { createRequire } from 'node:module';
import { availableParallelism, cpus, platform, release } from 'node:os';

/** Where figures were measured: they belong to nowhere else. */
export interface Machine {
  cpu: string;
  cores: number;
  system: string;
  node: string;
  workerd: string;
}

/** This machine. */
export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    system: `${platform()} ${release()}`,
    node: process.versions.node,
    workerd: workerdVersion(),
  };
}

/** The version of the runtime that miniflare brings along. */
function workerdVersion(): string {
  const fromHere = createRequire(import.meta.url);
  const fromMiniflare = createRequire(fromHere.resolve('miniflare'));
  return (fromMiniflare('workerd') as { version: string }).version;
}
