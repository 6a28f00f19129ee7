import { expect, it } from 'vitest';
import { PlayBlocks } from './play-blocks.ts';

it('PlayBlocks tells when sound set in and when it ended, in seconds of the clock', () => {
  const blocks = new PlayBlocks({ sampleRate: 1_000, capacity: 1_000, startMs: 100 });
  blocks.core.push(Float32Array.from({ length: 150 }, (_, n) => (n < 105 ? 0 : 0.5)));
  blocks.core.end();
  blocks.render(new Float32Array(100), 5);
  expect(blocks.report()).toMatchObject({ soundAt: undefined, endedAt: undefined });
  blocks.render(new Float32Array(100), 5.1);
  blocks.render(new Float32Array(100), 5.2);
  expect(blocks.report()).toMatchObject({
    soundAt: expect.closeTo(5.105, 9),
    endedAt: expect.closeTo(5.15, 9),
    mode: 'ended',
    played: 150,
  });
});
