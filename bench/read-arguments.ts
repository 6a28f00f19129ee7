/** What the command line asks for. */
export interface Arguments {
  /** Benches to run, in the order in which they are known. */
  names: string[];
  /** How often each of them runs; its figures are the medians. */
  runs: number;
  /** Whether the README's table is written anew. */
  readme: boolean;
  /** Whether they run in their quick form, whose figures are shown and not kept. */
  quick: boolean;
}

/** More would take hours. */
const MOST_RUNS = 20;

/**
 * Reads `[NAME ...] [--repeat N] [--readme]` or `[NAME ...] --quick`; all benches when none is named.
 * @throws Error that says what would be right.
 */
export function readArguments(args: readonly string[], known: readonly string[]): Arguments {
  const named = new Set<string>();
  let runs = 1;
  let readme = false;
  let quick = false;
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    if (word === '--readme') readme = true;
    else if (word === '--quick') quick = true;
    else if (word === '--repeat') runs = readRuns(args[++i]);
    else if (known.includes(word)) named.add(word);
    else throw new Error(`${word} is no bench; there are ${known.join(', ')}, and --repeat N, --readme and --quick`);
  }
  if (quick && readme) throw new Error('--quick finds nothing that is good enough for --readme: leave one of them out');
  return { names: known.filter((name) => named.size === 0 || named.has(name)), runs, readme, quick };
}

function readRuns(text: string | undefined): number {
  const runs = Number(text);
  if (Number.isInteger(runs) && runs >= 1 && runs <= MOST_RUNS) return runs;
  throw new Error(`--repeat is ${text}; it must be a whole number 1..${MOST_RUNS}`);
}
