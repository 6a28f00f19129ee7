import { setTimeout as sleep } from 'node:timers/promises';

/** What a process gets to end by itself, in milliseconds: enough to close a port, too little to be noticed. */
const GRACE_MS = 1_000;
const POLL_MS = 20;

/**
 * Ends what is left of a process group: asks first, then kills.
 * @param {number} group id of the group, which is the pid of its first process
 */
export async function endGroup(group) {
  if (!signalGroup(group, 'SIGTERM')) return;
  for (let waited = 0; waited < GRACE_MS; waited += POLL_MS) {
    await sleep(POLL_MS);
    if (!signalGroup(group, 0)) return;
  }
  signalGroup(group, 'SIGKILL');
}

/**
 * @param {number} group
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} whether the group had a process left
 */
function signalGroup(group, signal) {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
