import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { childrenOf, cpuSeconds } from './cpu-seconds.ts';

const NO_PROCESS = 2 ** 22 + 1;

describe('cpuSeconds', () => {
  it.runIf(existsSync('/proc/self/stat'))('is what this process has used, to the tick of the system', () => {
    const { user, system } = process.cpuUsage();
    const used = (user + system) / 1_000_000;
    expect(Math.abs((cpuSeconds(process.pid) ?? Number.NaN) - used)).toBeLessThan(0.2);
  });

  it('does not know of a process that is not there', () => {
    expect(cpuSeconds(NO_PROCESS)).toBeUndefined();
    expect(cpuSeconds(undefined)).toBeUndefined();
    expect(childrenOf(NO_PROCESS, 'workerd')).toEqual([]);
  });
});
