import { readFileSync } from 'node:fs';
import { pssBytes } from './pss-bytes.ts';

/** Resident memory (PSS) of a process with all its threads, in bytes; undefined where `/proc` does not tell. */
export function processBytes(pid: number | 'self'): number | undefined {
  try {
    return pssBytes(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  } catch {
    return undefined;
  }
}
