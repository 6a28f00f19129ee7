import { heapBytes } from '../../scripts/edge/heap-bytes.ts';
import { processBytes } from '../figures/process-bytes.ts';
import type { EdgeProcess } from '../lane/edge-process.ts';

/** Memory of an edge, in bytes. */
export interface EdgeMemory {
  /** Everything alive in the worker's isolate. */
  heap: number;
  /** Resident memory of workerd; undefined where `/proc` does not tell. */
  resident: number | undefined;
}

/** @throws Error when the edge was not started to be inspected, or cannot be. */
export async function memoryOf({ pid, inspectorUrl }: EdgeProcess): Promise<EdgeMemory> {
  if (inspectorUrl === undefined) throw new Error('the edge was not started to be inspected');
  // First, because a snapshot takes memory itself.
  const resident = pid === undefined ? undefined : processBytes(pid);
  return { resident, heap: await heapBytes(inspectorUrl) };
}
