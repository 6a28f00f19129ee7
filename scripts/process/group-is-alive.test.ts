import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { groupIsAlive } from './group-is-alive.mjs';

/** A line of shell in a process group of its own, once it said that it is up. */
async function group(script: string) {
  const child = spawn('sh', ['-c', `echo up; ${script}`], { detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return { child, id: child.pid ?? 0 };
}

describe('groupIsAlive', () => {
  it('finds a process that runs, and none once it has ended', async () => {
    const { child, id } = await group('read line');
    expect(groupIsAlive(id)).toBe(true);
    child.stdin.end();
    await once(child, 'close');
    expect(groupIsAlive(id)).toBe(false);
  });

  it.runIf(process.platform === 'linux')('is not deceived by one that has ended and was not noticed', () => {
    // This process notices the end of a child when its event loop turns, which it does not in here.
    const child = spawn('true', { detached: true, stdio: 'ignore' });
    const id = child.pid ?? 0;
    while (groupIsAlive(id));
    expect(() => process.kill(-id, 0)).not.toThrow();
  });
});
