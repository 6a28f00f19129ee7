import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../packages/linacodec/src/checkpoint/assemble-checkpoint.ts';
import { openCheckpoint } from '../../../packages/linacodec/src/checkpoint/open-checkpoint.ts';
import { checkpointFolder } from '../../../packages/linacodec/src/platform/checkpoint-folder.ts';
import { configTexts } from '../../../packages/linacodec/test/checkpoint/config-texts.ts';
import { writeCheckpoint } from './write-checkpoint.ts';

const TINY = configTexts('tiny-12hz');
const TEXTS = { 'config.yaml': TINY.model, 'vocoder/config.yaml': TINY.vocoder };

describe('a checkpoint that is written', () => {
  let folder: string;
  let checkpoint: Checkpoint;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxlane-bench-'));
    await writeCheckpoint(folder, TEXTS);
    checkpoint = await openCheckpoint(checkpointFolder(folder));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('opens as a published one does, with every tensor finite', async () => {
    for (const { name, shape } of [...checkpoint.layout.model, ...checkpoint.layout.vocoder]) {
      const numbers = await checkpoint.tensor(name);
      expect(numbers).toHaveLength(shape.reduce((product, size) => product * size, 1));
      expect(numbers.some((value) => value !== 0)).toBe(true);
    }
  });

  it.each([
    ['mel_prenet.layers.0.feed_forward.w1.weight', 0, Math.sqrt(1 / 48)],
    ['mel_prenet.norm.weight', 1, 0.1 / Math.sqrt(3)],
    ['upsampler.final_snake.alpha', 1, 0.1 / Math.sqrt(3)],
    ['head.out.bias', 0, 0.05 / Math.sqrt(3)],
  ])('gives %s the mean %d and its deviation', async (name, mean, deviation) => {
    const numbers = await checkpoint.tensor(name);
    const found = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const spread = Math.sqrt(numbers.reduce((sum, value) => sum + (value - found) ** 2, 0) / numbers.length);
    expect(Math.abs(found - mean)).toBeLessThan((4 * deviation) / Math.sqrt(numbers.length));
    expect(Math.abs(spread / deviation - 1)).toBeLessThan(0.2);
  });

  it('does not take the place of one that is there', async () => {
    await expect(writeCheckpoint(folder, TEXTS)).rejects.toThrow('EEXIST');
  });
});
