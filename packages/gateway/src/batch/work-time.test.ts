import { builtinTemplates, type ServiceConfig } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../test/manual-clock.ts';
import { type Slots, WorkTime } from './work-time.ts';

const SERVICE: ServiceConfig = {
  id: 'qwen',
  template: builtinTemplates.qwen,
  endpoint: undefined,
  apiKey: undefined,
  fallback: undefined,
};
const { signal } = new AbortController();
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Work of at most 100 ms, and leave that a test gives by hand. */
function setting() {
  const clock = manualClock();
  const state = { overs: 0, released: 0 };
  const time = new WorkTime(clock, 100, () => {
    state.overs += 1;
  });
  const waiting: { grant: () => void; refuse: () => void }[] = [];
  const slots: Slots = {
    slot: () =>
      new Promise((resolve, reject) => {
        const release = () => {
          state.released += 1;
        };
        waiting.push({
          grant: () => resolve({ release, failed: () => undefined }),
          refuse: () => reject(new Error('left')),
        });
      }),
  };
  const pass = async (ms: number) => {
    clock.advance(ms);
    await turn();
  };
  return { clock, state, time, waiting, slots: time.watched(slots), pass };
}

describe('the time that an item is at work', () => {
  it('runs from the beginning, where nothing is waited for', async () => {
    const { state, pass } = setting();
    await pass(99);
    expect(state.overs).toBe(0);
    await pass(1);
    expect(state.overs).toBe(1);
  });

  it('stands still while the item waits for leave to work', async () => {
    const { state, slots, waiting, pass } = setting();
    await pass(40);
    const asked = slots.slot(SERVICE, signal);
    await pass(10_000);
    waiting[0]?.grant();
    await asked;
    await pass(59);
    expect(state.overs).toBe(0);
    await pass(1);
    expect(state.overs).toBe(1);
  });

  it('runs while one of its jobs works and another one waits', async () => {
    const { state, slots, waiting, pass } = setting();
    const first = slots.slot(SERVICE, signal);
    waiting[0]?.grant();
    const slot = await first;
    const second = slots.slot(SERVICE, signal);
    await pass(60);
    slot.release();
    slot.release();
    await pass(10_000);
    expect([state.overs, state.released]).toEqual([0, 2]);
    waiting[1]?.grant();
    await second;
    await pass(40);
    expect(state.overs).toBe(1);
  });

  it('goes on when leave is refused', async () => {
    const { state, slots, waiting, pass } = setting();
    const asked = slots.slot(SERVICE, signal);
    waiting[0]?.refuse();
    await expect(asked).rejects.toThrow('left');
    await pass(100);
    expect(state.overs).toBe(1);
  });

  it('is not measured once the item is over, whatever is given back later', async () => {
    const { clock, state, time, slots, waiting, pass } = setting();
    const asked = slots.slot(SERVICE, signal);
    waiting[0]?.grant();
    const slot = await asked;
    time.end();
    slot.release();
    await pass(10_000);
    expect([state.overs, clock.sleepers]).toEqual([0, 0]);
  });
});
