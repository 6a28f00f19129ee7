import { createVirtualClock } from '@voxlane/emulator';
import { expect, it } from 'vitest';
import { PollPacing } from './poll-pacing.ts';

/** Milliseconds of pause after each of some answers: whether it was empty, and how long it took. */
async function pauses(answers: [boolean, number][]): Promise<number[]> {
  const clock = createVirtualClock();
  const pacing = new PollPacing(clock);
  const found: number[] = [];
  for (const [empty, tookMs] of answers) {
    const before = clock.now();
    await clock.run(pacing.after(empty, tookMs, 0, new AbortController().signal));
    found.push(clock.now() - before);
  }
  return found;
}

it('never pauses after an answer that was held, or one with chunks', async () => {
  expect(
    await pauses([
      [true, 10_000],
      [false, 1],
      [true, 200],
    ]),
  ).toEqual([0, 0, 0]);
});

it('asks a server that does not hold more and more slowly, up to a second', async () => {
  const found = await pauses(Array.from({ length: 8 }, () => [true, 1]));
  expect(found.slice(0, 3)).toEqual([100, 150, 225]);
  expect(found.at(-1)).toBe(1_000);
});

it('pauses as long as it is told at least', async () => {
  const clock = createVirtualClock();
  await clock.run(new PollPacing(clock).after(true, 1, 400, new AbortController().signal));
  expect(clock.now()).toBe(400);
});

it('starts over after a chunk', async () => {
  expect(
    await pauses([
      [true, 1],
      [true, 1],
      [false, 1],
      [true, 1],
    ]),
  ).toEqual([100, 150, 0, 100]);
});

it('stops pausing when the listener leaves', async () => {
  const clock = createVirtualClock();
  const left = new AbortController();
  const pause = new PollPacing(clock).after(true, 1, 0, left.signal);
  left.abort(new Error('gone'));
  await expect(pause).rejects.toThrow('gone');
});
