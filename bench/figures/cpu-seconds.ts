import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts process times in ticks of 1/100 s, whatever the kernel's own timer. */
const TICKS_PER_SECOND = 100;
/** Fields of `/proc/PID/stat` after the command's closing parenthesis, counted from 0. */
const PARENT = 1;
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/** CPU time that a process has used so far, in seconds; undefined where `/proc` does not tell (macOS, Windows). */
export function cpuSeconds(pid: number | undefined): number | undefined {
  const stat = pid === undefined ? undefined : statOf(pid);
  return stat && (Number(stat.fields[USER_TICKS]) + Number(stat.fields[SYSTEM_TICKS])) / TICKS_PER_SECOND;
}

/** Running children of a process that have this command name; none where there is no `/proc`. */
export function childrenOf(parent: number, command: string): number[] {
  return processes().filter((pid) => {
    const stat = statOf(pid);
    return stat?.command === command && Number(stat.fields[PARENT]) === parent;
  });
}

function processes(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** The command may hold spaces and parentheses, so the fields begin after the last one. */
function statOf(pid: number): { command: string; fields: string[] } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    return { command: text.slice(text.indexOf('(') + 1, end), fields: text.slice(end + 2).split(' ') };
  } catch {
    return undefined;
  }
}
