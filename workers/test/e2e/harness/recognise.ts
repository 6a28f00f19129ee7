import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing, run } from './programs.ts';

/** What of a recogniser this machine lacks, as the end of a test's name; '' when nothing is. */
export const NO_RECOGNISER = missing('sox', 'pocketsphinx_continuous');

/** The words that a recogniser hears in 48 kHz PCM. */
export async function recognised(pcm: Uint8Array): Promise<string[]> {
  const raw = ['-t', 'raw', '-r', '48000', '-e', 'signed', '-b', '16', '-c', '1', '-'];
  // Recognisers want the rate of their models: 16 kHz.
  const { stdout: wav } = await run('sox', [...raw, '-t', 'wav', '-r', '16000', '-'], pcm);
  const folder = await mkdtemp(join(tmpdir(), 'voxlane-words-'));
  try {
    const file = join(folder, 'heard.wav');
    await writeFile(file, wav);
    const { stdout } = await run('pocketsphinx_continuous', ['-infile', file, '-logfn', '/dev/null']);
    return stdout.toString().trim().split(/\s+/);
  } finally {
    await rm(folder, { recursive: true });
  }
}
