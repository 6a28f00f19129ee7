import { CommanderError } from 'commander';
import { OutputClosed } from './output-closed.ts';
import { UsageError } from './usage-error.ts';

/** What the process ends with; scripts rely on the numbers. */
export const EXIT = {
  done: 0,
  failed: 1,
  wrongUse: 2,
  badTokens: 3,
  /** A checkpoint that cannot be used, or that the hub did not hand out. */
  badModel: 4,
  /** What shells report for a program that Ctrl-C ended. */
  interrupted: 130,
} as const;

/** The exit code for what a command ended with. Errors of other parts are known by their `code`. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof OutputClosed) return EXIT.done;
  if (error instanceof UsageError) return EXIT.wrongUse;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  const { code, name } = Object(error) as { code?: unknown; name?: unknown };
  if (code === 'cancelled' || name === 'AbortError') return EXIT.interrupted;
  if (code === 'bad_tokens') return EXIT.badTokens;
  if (code === 'bad_setting') return EXIT.wrongUse;
  if (code === 'bad_checkpoint' || code === 'model_not_found' || String(code).startsWith('hub_')) return EXIT.badModel;
  return EXIT.failed;
}
