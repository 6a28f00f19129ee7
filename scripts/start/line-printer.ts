import { stripVTControlCharacters } from 'node:util';

/** Where lines go: stdout, stderr, or what a test gives. */
export interface LineOutput {
  isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Prints lines. Colours that a service insists on stay only where a terminal shows them and NO_COLOR is not set
 * (https://no-color.org): a file or a pipe gets plain text.
 */
export function linePrinter(output: LineOutput, { NO_COLOR = '' }: NodeJS.ProcessEnv): (line: string) => void {
  const plain = output.isTTY !== true || NO_COLOR !== '';
  return (line) => void output.write(`${plain ? stripVTControlCharacters(line) : line}\n`);
}
