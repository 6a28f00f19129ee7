import { CheckpointError } from '../../src/checkpoint/checkpoint-error.ts';
import { openCheckpoint } from '../../src/checkpoint/open-checkpoint.ts';
import { pick } from './byte-mutations.ts';
import { CHECKPOINT_PATHS, type CheckpointFiles, type CheckpointPath } from './checkpoint-files.ts';
import { concat } from './concat.ts';
import { memoryFile, memoryFolder, type Reading } from './memory-folder.ts';
import { type MutantOpener, mutantOpener } from './mutant-opener.ts';
import { mutators } from './mutators.ts';
import { seededRandom } from './seeded-random.ts';

/** Options of {@link fuzzCheckpoint}. */
export interface FuzzOptions {
  /** A checkpoint that opens. */
  files: CheckpointFiles;
  runs: number;
  /** Run `i` has the seed `seed + i`, so that one run can be repeated alone. */
  seed: number;
  /** No run begins later than this after the first, in milliseconds. */
  deadlineMs?: number;
}

/** How many runs there were and how they ended. */
export interface FuzzResult {
  runs: number;
  opened: number;
  refused: number;
}

/** Share of the runs that change a configuration: YAML takes longer to read than the headers of the weights. */
const CONFIG_SHARE = 1 / 40;

/** Share of the runs that open all four files anew instead of only the changed one. */
const WHOLE_SHARE = 1 / 100;

/** Tensors read of a checkpoint that opens. */
const TENSORS = 2;

/** Most reads of one run: one for each part of an archive, and a few. */
const MAX_READS = 1000;

/** Most bytes that a run may read, as a multiple of the changed file's own. */
const MAX_REREAD = 8;

/** Longest run, in milliseconds. The slowest is YAML nested until the stack is full. */
const MAX_RUN_MS = 5000;

/**
 * Changes one file of a checkpoint at random and opens it, over and over. Every run must end in a checkpoint or in a
 * CheckpointError that names one of the files, within bounds of reading and of time. Throws on the first run that does
 * not, with the seed that repeats it.
 */
export async function fuzzCheckpoint(options: FuzzOptions): Promise<FuzzResult> {
  const { files, runs, seed, deadlineMs = Number.POSITIVE_INFINITY } = options;
  const start = performance.now();
  const open = await mutantOpener(files);
  const mutate = mutators(files);
  const result: FuzzResult = { runs: 0, opened: 0, refused: 0 };
  while (result.runs < runs && performance.now() - start < deadlineMs) {
    const random = seededRandom(seed + result.runs);
    const path = pickPath(random);
    const { pieces, what } = mutate[path](random);
    const outcome = await tryMutant({ files, open, random, path, pieces });
    const label = `seed ${seed + result.runs}, ${path}, ${what}`;
    result[isRefusal(outcome, label) ? 'refused' : 'opened'] += 1;
    result.runs += 1;
  }
  return result;
}

function pickPath(random: () => number): CheckpointPath {
  const isConfig = random() < CONFIG_SHARE;
  const paths = CHECKPOINT_PATHS.filter((path) => path.endsWith('.yaml') === isConfig);
  return pick(random, paths) ?? 'config.yaml';
}

interface Trial {
  files: CheckpointFiles;
  open: MutantOpener;
  random: () => number;
  path: CheckpointPath;
  pieces: readonly Uint8Array[];
}

interface Outcome {
  /** What was thrown; undefined: nothing. */
  error: unknown;
  /** Why the run was too expensive; undefined: it was not. */
  excess: string | undefined;
}

async function tryMutant({ files, open, random, path, pieces }: Trial): Promise<Outcome> {
  const reading: Reading = { reads: 0, bytes: 0 };
  const file = memoryFile(path, pieces, reading);
  const start = performance.now();
  let error: unknown;
  try {
    const isWhole = random() < WHOLE_SHARE;
    const checkpoint = isWhole
      ? await openCheckpoint(memoryFolder({ ...files, [path]: concat(pieces) }))
      : await open(path, file);
    const names = [...checkpoint.layout.model, ...checkpoint.layout.vocoder].map(({ name }) => name);
    for (let i = 0; i < TENSORS; i++) await checkpoint.tensor(pick(random, names) ?? '');
  } catch (thrown) {
    error = thrown;
  }
  return { error, excess: excessOf(reading, file.size, performance.now() - start) };
}

function excessOf({ reads, bytes }: Reading, size: number, tookMs: number): string | undefined {
  if (reads > MAX_READS) return `${reads} reads`;
  if (bytes > MAX_REREAD * size) return `${bytes} bytes read of ${size}`;
  return tookMs > MAX_RUN_MS ? `${tookMs} ms` : undefined;
}

/** Whether the checkpoint was refused; throws when it was neither refused nor opened, or at too high a price. */
function isRefusal({ error, excess }: Outcome, label: string): boolean {
  if (excess !== undefined) throw new Error(`${label}: ${excess}`, { cause: error });
  if (error === undefined) return false;
  const paths: readonly string[] = CHECKPOINT_PATHS;
  if (error instanceof CheckpointError && paths.includes(error.file)) return true;
  throw new Error(`${label}: ${error}`, { cause: error });
}
