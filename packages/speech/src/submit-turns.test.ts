import { expect, it } from 'vitest';
import { settle } from '../test/event-loop.ts';
import { SubmitTurns } from './submit-turns.ts';

it('lets one go after the other, in the order of joining', async () => {
  const turns = new SubmitTurns();
  const [first, second, third] = [turns.join(), turns.join(), turns.join()];
  const gone: string[] = [];
  void second.mine.then(() => gone.push('second'));
  void third.mine.then(() => gone.push('third'));
  await first.mine;
  third.done();
  await settle();
  expect(gone).toEqual([]);
  first.done();
  await settle();
  expect(gone).toEqual(['second']);
  second.done();
  second.done();
  await settle();
  expect(gone).toEqual(['second', 'third']);
});
