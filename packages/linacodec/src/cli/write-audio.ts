import { toPcm16 } from '../spectrum/to-pcm16.ts';
import type { OutputFormat } from './output-format.ts';
import type { OutputTarget } from './output-target.ts';
import { wavHeader } from './wav-header.ts';

/** Audio on its way to a target. */
export interface AudioOutput {
  format: OutputFormat;
  /** Hz. */
  sampleRate: number;
  /** Length in samples when it is known before the first one is written. */
  samples?: number;
}

/**
 * Writes mono float samples as 16-bit PCM, block by block as they come. A WAV header whose length was not known is put
 * right at the end where the target can be patched; elsewhere it keeps saying "until the stream ends".
 * @returns samples written
 */
export async function writeAudio(
  target: OutputTarget,
  { format, sampleRate, samples }: AudioOutput,
  blocks: AsyncIterable<Float32Array> | Iterable<Float32Array>,
): Promise<number> {
  if (format === 'wav') await target.write(wavHeader(sampleRate, samples));
  let written = 0;
  for await (const block of blocks) {
    await target.write(pcmBytes(block));
    written += block.length;
  }
  if (format === 'wav' && written !== samples) await target.patch?.(wavHeader(sampleRate, written));
  return written;
}

/** Little-endian, as is every machine that the decoder runs on. */
function pcmBytes(block: Float32Array): Uint8Array {
  const { buffer, byteOffset, byteLength } = toPcm16(block);
  return new Uint8Array(buffer, byteOffset, byteLength);
}
