import { readdirSync, readFileSync } from 'node:fs';

/** State and group in `/proc/PID/stat`, behind a program name that may hold anything. */
const STAT = /\) (?<state>\S) \d+ (?<group>\d+) [^)]*$/;

/**
 * Whether a process group has a process that still runs. A signal finds those as well that have ended and wait for
 * their parent to notice, and in a container the parent of orphans may never look; `/proc` tells them apart.
 * @param {number} group id of the group
 * @returns {boolean}
 */
export function groupIsAlive(group) {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  const states = statesOf(group);
  return states === undefined || states.some((state) => state !== 'Z');
}

/**
 * @param {number} group
 * @returns {string[] | undefined} undefined where there is no `/proc`
 */
function statesOf(group) {
  try {
    return readdirSync('/proc').flatMap((pid) => {
      const stat = STAT.exec(/^\d+$/.test(pid) ? readOrEmpty(`/proc/${pid}/stat`) : '')?.groups;
      return stat?.state !== undefined && Number(stat.group) === group ? [stat.state] : [];
    });
  } catch {
    return undefined;
  }
}

/**
 * A process may be gone by the time it is read.
 * @param {string} path
 */
function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
