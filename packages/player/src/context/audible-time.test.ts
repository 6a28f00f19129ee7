import { describe, expect, it } from 'vitest';
import { audibleTime } from './audible-time.ts';

const contextOf = (facts: object) => ({ currentTime: 2, outputLatency: 0, baseLatency: 0, ...facts }) as AudioContext;

describe('audibleTime', () => {
  it('goes by what the browser says is heard right now', () => {
    const context = contextOf({ getOutputTimestamp: () => ({ contextTime: 1.5, performanceTime: 900 }) });
    expect(audibleTime(context, 2.5, 0)).toBe(1_900);
  });

  it.each([
    [
      'does not know yet',
      { getOutputTimestamp: () => ({ contextTime: 0, performanceTime: 0 }), outputLatency: 0.1 },
      1_600,
    ],
    ['cannot tell', { getOutputTimestamp: undefined, baseLatency: 0.02 }, 1_520],
    ['knows nothing', {}, 1_500],
  ])('estimates where the browser %s', (_, facts, at) => {
    expect(audibleTime(contextOf(facts), 2.5, 1_000)).toBeCloseTo(at, 6);
  });
});
