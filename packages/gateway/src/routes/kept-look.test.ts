import { describe, expect, it } from 'vitest';
import { manualClock } from '../../test/manual-clock.ts';
import { keptLook } from './kept-look.ts';

/** Looks that end when a test says so: each finds its own number. */
function setUp() {
  const clock = manualClock();
  const looks: PromiseWithResolvers<number>[] = [];
  const look = keptLook(clock, () => {
    const begun = Promise.withResolvers<number>();
    looks.push(begun);
    return begun.promise;
  });
  const end = (number: number) => looks[number - 1]?.resolve(number);
  return { clock, looks, look, end };
}

describe('a look that is kept', () => {
  it('is repeated when it is two seconds old', async () => {
    const { clock, looks, look, end } = setUp();
    const first = look();
    end(1);
    expect(await first).toBe(1);
    clock.advance(1_999);
    expect([await look(), await look(), looks.length]).toEqual([1, 1, 1]);
    clock.advance(1);
    const second = look();
    end(2);
    expect([await second, looks.length]).toEqual([2, 2]);
  });

  it('serves the others with what was seen before while a new one is under way', async () => {
    const { clock, looks, look, end } = setUp();
    const first = look();
    end(1);
    await first;
    clock.advance(2_000);
    const second = look();
    clock.advance(2_500);
    expect([await look(), await look(), looks.length]).toEqual([1, 1, 2]);
    end(2);
    expect(await second).toBe(2);
    clock.advance(100);
    const third = look();
    end(3);
    expect([await third, looks.length]).toEqual([3, 3]);
  });

  it('is not shared before anything was seen', async () => {
    const { looks, look, end } = setUp();
    const both = [look(), look()];
    expect(looks).toHaveLength(2);
    end(1);
    end(2);
    expect(await Promise.all(both)).toEqual([1, 2]);
  });

  it('is not kept when a later one was over before it', async () => {
    const { clock, look, end } = setUp();
    const slow = look();
    clock.advance(500);
    const quick = look();
    end(2);
    await quick;
    end(1);
    expect(await slow).toBe(1);
    expect(await look()).toBe(2);
  });

  it('that never ends is given up, as its runtime did', async () => {
    const { clock, looks, look, end } = setUp();
    const first = look();
    end(1);
    await first;
    clock.advance(2_000);
    look();
    clock.advance(3_000);
    const third = look();
    end(3);
    expect([await third, looks.length]).toEqual([3, 3]);
  });

  it('that fails is told, and made again', async () => {
    const { clock, looks, look, end } = setUp();
    const first = look();
    looks[0]?.reject(new Error('not now'));
    await expect(first).rejects.toThrow('not now');
    const second = look();
    end(2);
    expect(await second).toBe(2);
    expect(clock.sleepers).toBe(0);
  });
});
