import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** How to get every program that a test here may want. */
const INSTALL = 'apt-get install pocketsphinx pocketsphinx-en-us sox ffmpeg chromium python3';

/** The names among `programs` that this machine does not have, as the end of a test's name; '' when none is missing. */
export function missing(...programs: string[]): string {
  const absent = programs.filter((program) => spawnSync('which', [program]).status !== 0);
  return absent.length === 0 ? '' : ` [SKIPPED: no ${absent.join(', ')}; ${INSTALL}]`;
}

/** Runs a program on `input` and gives what it wrote; throws with its complaints when it fails. */
export async function run(program: string, args: readonly string[], input: Uint8Array = Buffer.alloc(0)) {
  const options: SpawnOptions = { stdio: ['pipe', 'pipe', 'pipe'] };
  const child = spawn(program, args, options);
  const out: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout?.on('data', (bytes) => out.push(bytes));
  child.stderr?.on('data', (bytes) => complaints.push(bytes));
  // One that has read enough closes its input early.
  child.stdin?.on('error', () => undefined).end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${Buffer.concat(complaints)}`);
  return { stdout: Buffer.concat(out), stderr: Buffer.concat(complaints).toString() };
}
