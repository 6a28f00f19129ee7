import { processBytes } from '../../figures/process-bytes.ts';

/** Reading the pages of a gigabyte takes a few milliseconds: often enough for a peak, and hardly any work. */
const SAMPLE_MS = 50;

/** Resident memory of this process with all its threads, in bytes; PSS where the system tells, else RSS. */
export function residentBytes(): number {
  return processBytes('self') ?? process.memoryUsage.rss();
}

/** The most that was resident at one of many moments during `work`, in bytes. */
export async function peakBytes(work: () => Promise<unknown>): Promise<number> {
  let peak = residentBytes();
  const sample = () => {
    peak = Math.max(peak, residentBytes());
  };
  const timer = setInterval(sample, SAMPLE_MS);
  try {
    await work();
    sample();
    return peak;
  } finally {
    clearInterval(timer);
  }
}
