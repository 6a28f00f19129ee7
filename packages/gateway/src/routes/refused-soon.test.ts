import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../test/manual-clock.ts';
import { refusedSoon } from './refused-soon.ts';

describe('refusedSoon', () => {
  it.each(['unknown_voice', 'invalid_request', 'overloaded'] as const)(
    'throws what the order is refused for: %s',
    async (code) => {
      const refusal = new Problem(code, 'no');
      await expect(refusedSoon(Promise.reject(refusal), 250, manualClock())).rejects.toBe(refusal);
    },
  );

  it.each(['upstream_failed', 'cold_start_timeout', 'internal'] as const)(
    'leaves %s to those who wait longer',
    async (code) => {
      await expect(refusedSoon(Promise.reject(new Problem(code, 'no')), 250, manualClock())).resolves.toBeUndefined();
    },
  );

  it('waits no longer than it should, and hears no more of a later refusal', async () => {
    const clock = manualClock();
    const work = Promise.withResolvers<never>();
    const soon = refusedSoon(work.promise, 250, clock);
    await clock.advance(250);
    await expect(soon).resolves.toBeUndefined();
    work.reject(new Problem('unknown_voice', 'no'));
    await expect(work.promise).rejects.toThrow('no');
  });

  it('is over at once when the work succeeds', async () => {
    await expect(refusedSoon(Promise.resolve('speech'), 250, manualClock())).resolves.toBeUndefined();
  });
});
