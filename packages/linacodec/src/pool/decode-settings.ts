/** How many threads decode. */
export interface DecodeShape {
  /** Jobs that run at the same time. */
  workers: number;
  /** Threads that one job's matrix products are spread over. */
  threads: number;
}

/** More gain nothing on any machine that we know of. */
const MAX_COUNT = 64;
/** Memory for its activations is what each worker costs, not weights; more workers than this seldom have work. */
const MOST_DEFAULT_WORKERS = 16;
/** More threads than this gain little on products of this size. */
const MOST_DEFAULT_THREADS = 4;

/** A setting that cannot be used; its message names it and what it should be. */
export class SettingError extends Error {
  readonly code = 'bad_setting';
  readonly retryable = false;

  constructor(message: string) {
    super(message);
    this.name = 'SettingError';
  }
}

/**
 * `DECODE_WORKERS` and `DECODE_THREADS`. By default a worker a core, of one thread each: streams share the cores best
 * that way, and threads that wait for each other suffer from everything else that runs on the machine. Where only the
 * workers are given, their threads make use of the rest of the cores.
 */
export function decodeShape(
  env: Readonly<Record<string, string | undefined>>,
  cores: number,
  given: Partial<DecodeShape> = {},
): DecodeShape {
  const asked = {
    workers: given.workers ?? count('DECODE_WORKERS', env.DECODE_WORKERS),
    threads: given.threads ?? count('DECODE_THREADS', env.DECODE_THREADS),
  };
  for (const [name, value] of Object.entries(asked)) {
    if (value !== undefined && !isCount(value))
      throw new SettingError(`${name} is ${value}; it must be 1 to ${MAX_COUNT}`);
  }
  const rest = asked.workers === undefined ? 1 : Math.min(MOST_DEFAULT_THREADS, Math.floor(cores / asked.workers));
  const threads = asked.threads ?? Math.max(1, rest);
  const workers = asked.workers ?? Math.max(1, Math.min(MOST_DEFAULT_WORKERS, Math.floor(cores / threads)));
  return { workers, threads };
}

function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  if (!isCount(value)) throw new SettingError(`${name} is '${text}'; it must be a whole number from 1 to ${MAX_COUNT}`);
  return value;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MAX_COUNT;
}
