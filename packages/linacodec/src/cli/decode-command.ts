import type { CliSystem } from './cli-system.ts';
import { decodeExact } from './decode-exact.ts';
import type { DecodeResult } from './decode-job.ts';
import { decodeProgressively } from './decode-progressive.ts';
import { untilInterrupted } from './or-interrupted.ts';
import { type OutputFormat, outputFormat, STANDARD } from './output-format.ts';
import { withTarget } from './output-target.ts';
import type { ModelOptions } from './with-decoder.ts';

const DECODERS = { exact: decodeExact, progressive: decodeProgressively };

/** `exact` decodes all that is given as one utterance; `progressive` writes sound while the tokens come in. */
export type DecodeMode = keyof typeof DECODERS;
export const DECODE_MODES = Object.keys(DECODERS) as readonly DecodeMode[];

export interface DecodeOptions extends ModelOptions {
  /** Path of the audio, or `-`. */
  output: string;
  mode: DecodeMode;
  format?: OutputFormat;
}

/**
 * Tokens from a file or standard input -> audio in a file or on standard output.
 * @param path of JSON or NDJSON, or `-`
 */
export async function decodeCommand(path: string, options: DecodeOptions, system: CliSystem): Promise<void> {
  const { output, mode, format: told, ...model } = options;
  const format = outputFormat(output, told);
  const result = await withTarget(output, system, async (target) => {
    const bytes = path === STANDARD ? system.stdin : await system.files.read(path);
    const input = untilInterrupted(bytes, system.interrupted);
    return DECODERS[mode]({ input, target, format, model, system });
  });
  if (system.stderr.isTerminal) system.stderr.write(`linacodec: ${output}: ${summary(result)}\n`);
}

function summary({ audioSeconds, elapsedMs }: DecodeResult): string {
  const seconds = elapsedMs / 1000;
  return `${audioSeconds.toFixed(2)} s of audio in ${seconds.toFixed(2)} s`;
}
