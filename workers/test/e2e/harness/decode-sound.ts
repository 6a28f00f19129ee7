import { samplesOf } from './compare-sound.ts';
import { missing, run } from './programs.ts';

/** What of an independent decoder this machine lacks, as the end of a test's name; '' when nothing is. */
export const NO_DECODER = missing('ffmpeg');

/** FFmpeg's names of what it would otherwise have to guess from a few bytes. */
const DEMUXERS: Readonly<Record<string, string>> = { opus: 'ogg' };

/** Of a WAV stream its end is the end: FFmpeg warns of every file whose header has promised more. */
const loudest = (format: string) => (format === 'wav' ? 'error' : 'warning');

/** Samples at 16 bits as FFmpeg decodes them, at the rate of the file. Throws when it has a word of complaint. */
export async function decodeSound(format: string, bytes: Uint8Array): Promise<Int16Array> {
  const known = ['-err_detect', '+crccheck', '-f', DEMUXERS[format] ?? format];
  return await decode(loudest(format), known, [], bytes);
}

/**
 * The same of a format that FFmpeg has to find out by itself, as one channel at `rate` Hz. Throws when it calls
 * something an error.
 */
export async function decodeAt(rate: number, bytes: Uint8Array): Promise<Int16Array> {
  return await decode('error', [], ['-ac', '1', '-ar', `${rate}`], bytes);
}

async function decode(level: string, input: readonly string[], output: readonly string[], bytes: Uint8Array) {
  const log = ['-hide_banner', '-v', level];
  const args = [...log, ...input, '-i', 'pipe:0', ...output, '-f', 's16le', '-'];
  const { stdout, stderr } = await run('ffmpeg', args, bytes);
  if (stderr !== '') throw new Error(`ffmpeg says of ${bytes.length} bytes of ${input.at(-1) ?? 'audio'}: ${stderr}`);
  return samplesOf(stdout);
}
