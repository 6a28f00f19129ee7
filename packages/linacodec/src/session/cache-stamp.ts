import { type CacheFiles, modifiedMs } from './cache-files.ts';

/**
 * A file that has changed less than this ago, in ms, may change again without another time of change, since some file
 * systems count in steps of 2 s.
 */
const SETTLED_MS = 2_000;

/** What tells files from others without reading them. */
export interface Stamp {
  /** Size in bytes, time of change in ns and inode of each file. */
  text: string;
  /** Whether every change from now on makes another stamp. */
  settled: boolean;
}

/** The stamp of files; undefined when one is missing or no file. */
export async function stampOf(paths: readonly string[], files: CacheFiles): Promise<Stamp | undefined> {
  const nowMs = files.now();
  const stamps: string[] = [];
  let settled = true;
  for (const facts of await Promise.all(paths.map((path) => files.look(path)))) {
    if (!facts?.isFile) return undefined;
    stamps.push(`${facts.bytes} ${facts.modifiedNs} ${facts.inode}`);
    settled &&= Math.abs(nowMs - modifiedMs(facts)) > SETTLED_MS;
  }
  return { text: stamps.join(', '), settled };
}
