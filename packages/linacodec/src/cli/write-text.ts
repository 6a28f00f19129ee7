import type { CliSystem } from './cli-system.ts';
import { orInterrupted } from './or-interrupted.ts';
import { orClosed } from './output-closed.ts';

/**
 * Writes the answer of a command to standard output.
 * @throws OutputClosed when nobody reads it
 */
export async function writeText(text: string, { stdout, interrupted }: CliSystem): Promise<void> {
  await orInterrupted(orClosed(stdout.write(new TextEncoder().encode(text))), interrupted);
}
