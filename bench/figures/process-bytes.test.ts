import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processBytes } from './process-bytes.ts';

const NO_PROCESS = 2 ** 22 + 1;

describe('processBytes', () => {
  it.runIf(existsSync('/proc/self/smaps_rollup'))('is most of what the system calls resident', () => {
    const share = (processBytes('self') ?? Number.NaN) / process.memoryUsage.rss();
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(1.5);
  });

  it('does not know of a process that is not there', () => {
    expect(processBytes(NO_PROCESS)).toBeUndefined();
  });
});
