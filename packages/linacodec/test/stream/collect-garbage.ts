import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of all arrays that something still refers to. */
export function heldArrayBytes(): number {
  // The second round frees what the first one found to be unused.
  collect();
  collect();
  return process.memoryUsage().arrayBuffers;
}
