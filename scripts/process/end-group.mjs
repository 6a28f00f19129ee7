import { setTimeout as sleep } from 'node:timers/promises';
import { groupIsAlive } from './group-is-alive.mjs';

/** What a process gets to end by itself, in milliseconds: enough to close a port, too little to be noticed. */
const GRACE_MS = 700;
const POLL_MS = 20;

/**
 * Ends what is left of a process group: asks first, then kills.
 * @param {number} group id of the group, which is the pid of its first process
 */
export async function endGroup(group) {
  signalGroup(group, 'SIGTERM');
  for (let waited = 0; waited < GRACE_MS; waited += POLL_MS) {
    if (!groupIsAlive(group)) return;
    await sleep(POLL_MS);
  }
  signalGroup(group, 'SIGKILL');
}

/**
 * @param {number} group
 * @param {NodeJS.Signals} signal
 */
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // Nobody is left, as it should be.
  }
}
