import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { settle } from '../test/event-loop.ts';
import { manualClock } from '../test/manual-clock.ts';
import { template } from '../test/template.ts';
import type { ServiceConfig } from './service-config.ts';
import { type Slot, UpstreamLimits } from './upstream-limits.ts';

const LEFT = new Error('the listener left');
const OUT_OF_MEMORY = new Problem('upstream_out_of_memory', 'no room');
const NOBODY = new AbortController().signal;

function service(atOnce: number | null, url = 'http://qwen.example/tts'): ServiceConfig {
  const endpoint = { kind: 'lb', url } as const;
  return { id: 'qwen', template: template({ atOnce }), endpoint, apiKey: undefined, fallback: undefined };
}

/** Limits, and slots that were asked for: each is undefined while it waits. */
function setting() {
  const clock = manualClock();
  const limits = new UpstreamLimits(clock);
  const slots: (Slot | undefined)[] = [];
  const ask = (asked: ServiceConfig, signal = NOBODY) => {
    const at = slots.push(undefined) - 1;
    return limits.slot(asked, signal).then((slot) => {
      slots[at] = slot;
    });
  };
  const has = async () => {
    await settle();
    return slots.map((slot) => slot !== undefined);
  };
  return { clock, limits, slots, ask, has };
}

describe('places at an upstream', () => {
  it('are given to as many as it takes, and to the next as soon as one is given back', async () => {
    const { slots, ask, has, clock } = setting();
    for (let i = 0; i < 4; i++) void ask(service(2));
    expect(await has()).toEqual([true, true, false, false]);
    slots[1]?.release();
    expect(await has()).toEqual([true, true, true, false]);
    slots[0]?.release();
    slots[2]?.release();
    expect(await has()).toEqual([true, true, true, true]);
    slots[3]?.release();
    expect(clock.sleepers()).toBe(0);
  });

  it('are counted for each upstream by itself, whichever service asks', async () => {
    const { ask, has } = setting();
    const elsewhere = service(1, 'http://other.example/tts');
    void ask(service(1));
    void ask(elsewhere);
    void ask({ ...service(1), id: 'vibevoice' });
    expect(await has()).toEqual([true, true, false]);
  });

  it.each([
    ['without a limit', service(null)],
    ['without an endpoint', { ...service(1), endpoint: undefined }],
  ])('are free at a service %s', async (_, free) => {
    const { ask, has, slots } = setting();
    for (let i = 0; i < 50; i++) void ask(free);
    expect((await has()).every(Boolean)).toBe(true);
    slots[0]?.failed(OUT_OF_MEMORY);
    slots[0]?.release();
  });

  it('are not waited for by who has left, and the next moves up', async () => {
    const { slots, ask, has, clock } = setting();
    const listener = new AbortController();
    void ask(service(1));
    const left = ask(service(1), listener.signal);
    void ask(service(1));
    await settle();
    listener.abort(LEFT);
    await expect(left).rejects.toBe(LEFT);
    slots[0]?.release();
    expect(await has()).toEqual([true, false, true]);
    slots[2]?.release();
    expect(clock.sleepers()).toBe(0);
  });

  it('are refused to who had left before', async () => {
    const { ask, has } = setting();
    await expect(ask(service(1), AbortSignal.abort(LEFT))).rejects.toBe(LEFT);
    void ask(service(1));
    expect(await has()).toEqual([false, true]);
  });

  it('are held for as long as a job is at work, however long that is', async () => {
    const { slots, ask, has, clock } = setting();
    for (let i = 0; i < 2; i++) void ask(service(1));
    await clock.advance(600_000);
    expect(await has()).toEqual([true, false]);
    slots[0]?.release();
    expect(await has()).toEqual([true, true]);
  });

  it('are fewer for a minute when memory ran out', async () => {
    const { slots, ask, has, clock } = setting();
    for (let i = 0; i < 4; i++) void ask(service(2));
    await settle();
    slots[0]?.failed(OUT_OF_MEMORY);
    slots[0]?.release();
    expect(await has()).toEqual([true, true, false, false]);
    slots[1]?.release();
    expect(await has()).toEqual([true, true, true, false]);
    await clock.advance(58_000);
    expect(await has()).toEqual([true, true, true, false]);
    await clock.advance(3_000);
    expect(await has()).toEqual([true, true, true, true]);
  });

  it('are as many as before after any other failure', async () => {
    const { slots, ask, has } = setting();
    for (let i = 0; i < 3; i++) void ask(service(2));
    await settle();
    for (const error of [new Problem('upstream_failed', 'no'), LEFT, undefined]) slots[0]?.failed(error);
    slots[0]?.release();
    expect(await has()).toEqual([true, true, true]);
  });

  it('all come to everybody in a crowd, in order and never more at once than allowed', async () => {
    const { limits } = setting();
    let atWork = 0;
    let most = 0;
    const done: number[] = [];
    const jobs = Array.from({ length: 200 }, async (_, i) => {
      const slot = await limits.slot(service(2), NOBODY);
      most = Math.max(most, ++atWork);
      await Promise.resolve();
      atWork -= 1;
      done.push(i);
      slot.release();
    });
    await Promise.all(jobs);
    expect(most).toBe(2);
    expect(done).toEqual(Array.from({ length: 200 }, (_, i) => i));
  });
});
