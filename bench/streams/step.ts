import { runInChild } from '../child/run-in-child.ts';
import { cpuSeconds } from '../figures/cpu-seconds.ts';
import { processBytes } from '../figures/process-bytes.ts';
import type { SidecarProcess } from '../lane/sidecar-process.ts';
import type { Crowd, CrowdOrder } from './crowd.ts';
import { busySeconds } from './figures/busy-seconds.ts';

/** How often memory is looked at, in milliseconds. */
const SAMPLE_MS = 500;

/** One number of streams, and what they cost. */
export interface Step extends Crowd {
  /** From the client's begin to its end, in seconds. */
  wallSeconds: number;
  /** CPU time of the sidecar, in seconds; NaN where the system does not tell. */
  sidecarCpuSeconds: number;
  /** CPU time of all others on this machine, who should have none; NaN where the system does not tell. */
  otherCpuSeconds: number;
  /** The most memory that the sidecar had at one of many moments, in bytes; NaN where the system does not tell. */
  bytes: number;
}

/** Has a client in a process of its own stream to a sidecar. */
export async function runStep({ url, pid }: SidecarProcess, order: Omit<CrowdOrder, 'url'>): Promise<Step> {
  let bytes = Number.NaN;
  const look = () => {
    const seen = processBytes(pid);
    if (seen !== undefined && !(seen <= bytes)) bytes = seen;
  };
  const timer = setInterval(look, SAMPLE_MS);
  const used = () => ({ at: performance.now(), sidecar: cpuSeconds(pid) ?? Number.NaN, all: busySeconds() });
  const before = used();
  const crowd = await runInChild('crowd', { url, ...order }).finally(() => clearInterval(timer));
  const after = used();
  look();
  const sidecarCpuSeconds = after.sidecar - before.sidecar;
  return {
    ...crowd,
    wallSeconds: (after.at - before.at) / 1_000,
    sidecarCpuSeconds,
    otherCpuSeconds: after.all - before.all - sidecarCpuSeconds - crowd.clientCpuSeconds,
    bytes,
  };
}
