import { parseArgs } from 'node:util';
import { checkpointFiles } from './checkpoint-files.ts';
import { fuzzCheckpoint } from './fuzz.ts';

/**
 * Changes the files of both small checkpoints at random, one after the other, for longer than a test should:
 *
 *     node test/checkpoint/fuzz-main.ts --minutes 10 --seed 1
 *     node test/checkpoint/fuzz-main.ts --runs 1 --seed 4711     repeats the run that a failure named
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: 'Infinity' },
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});
const [runs, minutes, seed] = [values.runs, values.minutes, values.seed].map(Number);
if (runs === undefined || minutes === undefined || seed === undefined || !(runs > 0 && minutes > 0 && seed >= 0)) {
  throw new RangeError('--runs and --minutes must be numbers above 0, --seed a number from 0 up');
}

for (const name of ['tiny-12hz', 'tiny-25hz'] as const) {
  const deadlineMs = (minutes / 2) * 60_000;
  const result = await fuzzCheckpoint({ files: checkpointFiles(name), runs, seed, deadlineMs });
  process.stdout.write(`${name}: ${result.runs} runs, ${result.opened} opened, ${result.refused} refused, none else\n`);
}
