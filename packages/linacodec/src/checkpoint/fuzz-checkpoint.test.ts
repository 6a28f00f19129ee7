import { expect, it } from 'vitest';
import { checkpointFiles } from '../../test/checkpoint/checkpoint-files.ts';
import { fuzzCheckpoint } from '../../test/checkpoint/fuzz.ts';

const RUNS = 100_000;

/** Several times what the runs take on a busy core. */
const LIMIT_MS = 180_000;

it(
  'opens or refuses a checkpoint with one changed file, whatever the change',
  async () => {
    const result = await fuzzCheckpoint({ files: checkpointFiles('tiny-25hz'), runs: RUNS, seed: 20_261_121 });
    expect(result.runs).toBe(RUNS);
    // A fuzz that only ever sees one end tests nothing behind the first check.
    expect(result.opened).toBeGreaterThan(RUNS / 20);
    expect(result.refused).toBeGreaterThan(RUNS / 2);
  },
  LIMIT_MS,
);
