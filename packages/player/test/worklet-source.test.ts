import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workletModule } from '../build-worklet.ts';

it('the worklet in hand is made from its sources; else run `node packages/player/build-worklet.ts`', () => {
  const inHand = readFileSync(join(import.meta.dirname, '../src/worklet/worklet-source.ts'), 'utf8');
  expect(inHand).toBe(workletModule());
});
