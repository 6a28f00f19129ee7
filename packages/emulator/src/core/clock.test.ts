import { describe, expect, it } from 'vitest';
import { machineClock } from './clock.ts';

describe('a clock of the machine', () => {
  it('sleeps on when its timer fires before it is time', async () => {
    const shown = [0, 0, 0.4, 0.4, 0.9, 0.9, 1.1];
    const clock = machineClock(() => shown.shift() ?? Number.NaN);
    await clock.sleep(1);
    expect(shown).toEqual([]);
  });

  it('wakes at once when there is nothing to wait for', async () => {
    let asked = 0;
    await machineClock(() => ++asked).sleep(0);
    expect(asked).toBeLessThan(5);
  });

  it.each([
    ['before', AbortSignal.abort('left')],
    ['while', AbortSignal.timeout(1)],
  ])('does not sleep on when the signal aborts %s it sleeps', async (_, signal) => {
    const hour = 3_600_000;
    await expect(machineClock(() => 0).sleep(hour, signal)).rejects.toBe(signal.reason);
  });
});
