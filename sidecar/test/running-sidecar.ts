import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningSidecar, startSidecar } from '../src/server/start-sidecar.ts';

/** A sidecar on a port of its own with the small voice, and what it wrote. */
export interface TestSidecar extends RunningSidecar {
  /** Lines of the log, parsed. */
  lines: Record<string, unknown>[];
  /** The value of a metric that has no labels. */
  metric(name: string): Promise<number>;
}

/** Built graphs of the model, which the sidecars of one test file share. */
let cache: Promise<string> | undefined;

/** Starts a sidecar and waits until it can decode. */
export async function runSidecar(environment: Record<string, string> = {}): Promise<TestSidecar> {
  cache ??= mkdtemp(join(tmpdir(), 'voxlane-sidecar-'));
  const lines: Record<string, unknown>[] = [];
  const env = { PORT: '0', DECODE_WORKERS: '1', LINACODEC_CACHE: await cache, ...environment };
  const sidecar = await startSidecar(env, { log: (json) => lines.push(JSON.parse(json)), notice: () => undefined });
  await sidecar.loaded;
  const metric = async (name: string) => {
    const text = await (await fetch(`${sidecar.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  };
  return { ...sidecar, lines, metric };
}

/** Removes what the sidecars of this file kept. */
export async function removeCache(): Promise<void> {
  if (cache !== undefined) await rm(await cache, { recursive: true, force: true });
  cache = undefined;
}
