import { readdir, readFile } from 'node:fs/promises';

/** Kilobytes to bytes. */
const KB = 1_024;

/** The process ids of workerd that this process started. */
export async function workerdPids(): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const states = await Promise.all(pids.map(async (pid) => ({ pid, status: await statusOf(pid) })));
  return states
    .filter(({ status }) => /^Name:\s+workerd$/m.test(status) && number(status, 'PPid') === process.pid)
    .map(({ pid }) => pid);
}

/** Memory of a process that is in RAM, in bytes. */
export async function residentBytes(pid: number): Promise<number> {
  return number(await statusOf(pid), 'VmRSS') * KB;
}

function number(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
}

/** What the kernel says of a process; '' when it has gone meanwhile. */
function statusOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
}
