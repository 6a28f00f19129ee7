import { CommanderError } from 'commander';
import type { CliSystem } from './cli-system.ts';
import { createProgram } from './create-program.ts';
import { errorLine, errorStack } from './error-line.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { writeText } from './write-text.ts';

/**
 * Runs the command line. Never throws: what goes wrong becomes one line on standard error and the exit code.
 * @param args without the names of Node and the script
 * @returns the exit code
 */
export async function runCli(args: readonly string[], system: CliSystem): Promise<number> {
  try {
    await runProgram(args, system);
    return EXIT.done;
  } catch (error) {
    return reportFailure(error, system);
  }
}

/** Help is text of commander's, and writing ours waits for the reader: it is collected, then written. */
async function runProgram(args: readonly string[], system: CliSystem): Promise<void> {
  let help = '';
  const program = createProgram(system, (text) => {
    help += text;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } finally {
    if (help !== '') await writeText(help, system);
  }
}

function reportFailure(error: unknown, { env, interrupted, stderr }: CliSystem): number {
  const code = interrupted.aborted ? EXIT.interrupted : exitCodeOf(error);
  // Commander has said what it did not like.
  if (code !== EXIT.done && !(error instanceof CommanderError)) {
    stderr.write(code === EXIT.interrupted ? errorLine('interrupted') : errorLine(error));
    if (env.LINACODEC_DEBUG === '1') stderr.write(errorStack(error));
  }
  return code;
}
