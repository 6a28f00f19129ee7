import { InvalidArgumentError } from 'commander';

/** More threads, workers or runs than this are a slip of the finger. */
const MAX_COUNT = 64;

/**
 * A number of things given as an option.
 * @throws InvalidArgumentError for anything but a whole number from 1 to 64
 */
export function parseCount(text: string): number {
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= MAX_COUNT) return count;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MAX_COUNT}.`);
}
