import { UsageError } from './usage-error.ts';

/** 16-bit mono samples with a header, or bare. */
export type OutputFormat = 'wav' | 'pcm';
export const OUTPUT_FORMATS = ['wav', 'pcm'] as const;

/** The path that stands for standard input or output. */
export const STANDARD = '-';

/**
 * What to write: as told, else by the ending of the path; WAV to standard output.
 * @throws UsageError when neither decides it
 */
export function outputFormat(path: string, told: OutputFormat | undefined): OutputFormat {
  if (told !== undefined) return told;
  if (path === STANDARD) return 'wav';
  const found = OUTPUT_FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`));
  if (found === undefined) throw new UsageError(`${path} does not end in .wav or .pcm; rename it or add --format`);
  return found;
}
