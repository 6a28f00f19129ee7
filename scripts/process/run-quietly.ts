import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a command ended, and all that it printed. */
export interface QuietResult {
  /** Exit code; 1 when a signal or a missing program ended it. */
  code: number;
  output: string;
}

/** Runs a command to its end without showing anything: only the caller knows whether the output matters. */
export async function runQuietly(
  [program = '', ...args]: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<QuietResult> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code: code ?? 1, output: Buffer.concat(chunks).toString() };
  } catch (error) {
    return { code: 1, output: `${program} could not be started: ${error instanceof Error ? error.message : error}` };
  }
}
