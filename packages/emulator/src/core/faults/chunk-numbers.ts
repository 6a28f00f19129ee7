import { integer, list } from '../reader.ts';

/** Number of the last chunk that a fault may name. */
export const MAX_CHUNK = 1_000_000;

/** Numbers of chunks, from 1. */
export const chunkNumbers = list(integer(1, MAX_CHUNK), 10_000);

/** Which chunks a fault hits: those named and those from one on; all of them when nothing is said. */
export const whichChunks = { chunks: chunkNumbers, from: integer(1, MAX_CHUNK) } as const;

/** Whether chunk `number` is one that the fault hits. */
export function hits({ chunks, from }: { chunks?: readonly number[]; from?: number }, number: number): boolean {
  if (chunks === undefined && from === undefined) return true;
  return (chunks?.includes(number) ?? false) || (from !== undefined && number >= from);
}
