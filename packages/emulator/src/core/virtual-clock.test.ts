import { describe, expect, it } from 'vitest';
import { createVirtualClock } from './virtual-clock.ts';

describe('createVirtualClock', () => {
  it('wakes sleepers in the order of their times, each at its own time', async () => {
    const clock = createVirtualClock(1_000);
    const woken: [string, number][] = [];
    for (const ms of [300, 100, 200]) void clock.sleep(ms).then(() => woken.push([`${ms}`, clock.now()]));
    await clock.advance(250);
    expect(woken).toEqual([
      ['100', 1_100],
      ['200', 1_200],
    ]);
    expect(clock.now()).toBe(1_250);
  });

  it('wakes those who go to sleep on the way', async () => {
    const clock = createVirtualClock();
    const woken: number[] = [];
    const nap = async () => {
      for (let i = 0; i < 5; i++) {
        await clock.sleep(10);
        woken.push(clock.now());
      }
    };
    void nap();
    await clock.advance(35);
    expect(woken).toEqual([10, 20, 30]);
  });

  it('keeps the order of sleepers of the same time', async () => {
    const clock = createVirtualClock();
    const woken: number[] = [];
    for (const n of [1, 2, 3]) void clock.sleep(5).then(() => woken.push(n));
    await clock.advance(5);
    expect(woken).toEqual([1, 2, 3]);
  });

  it('rejects a sleeper with the reason of its signal', async () => {
    const clock = createVirtualClock();
    const stop = new AbortController();
    const asleep = clock.sleep(1_000, stop.signal);
    stop.abort('enough');
    await expect(asleep).rejects.toBe('enough');
    await expect(clock.sleep(1, stop.signal)).rejects.toBe('enough');
    await expect(clock.run(new Promise(() => undefined))).rejects.toThrow(/nobody sleeps/);
  });

  it('runs to the end of a promise and no further', async () => {
    const clock = createVirtualClock();
    void clock.sleep(10_000);
    expect(await clock.run(clock.sleep(70).then(() => 'done'))).toBe('done');
    expect(clock.now()).toBe(70);
  });

  it('gives the error of the promise that it runs', async () => {
    const clock = createVirtualClock();
    const failing = clock.sleep(5).then(() => Promise.reject(new Error('broken')));
    await expect(clock.run(failing)).rejects.toThrow('broken');
  });

  it('runs a stream whose source sleeps', async () => {
    const clock = createVirtualClock();
    let left = 3;
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await clock.sleep(1_000);
        controller.enqueue(new TextEncoder().encode(`${left}`));
        if (--left === 0) controller.close();
      },
    });
    expect(await clock.run(new Response(stream).text())).toBe('321');
    expect(clock.now()).toBe(3_000);
  });
});
