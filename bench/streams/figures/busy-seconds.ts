import { cpus } from 'node:os';

/** CPU time that everything on this machine has used so far, in seconds; NaN where the system does not tell. */
export function busySeconds(): number {
  const times = cpus().map((cpu) => cpu.times);
  const busyMs = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return busyMs > 0 ? busyMs / 1_000 : Number.NaN;
}
