import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCheckpoint } from '../../src/checkpoint/open-checkpoint.ts';
import { buildFiles } from '../../src/platform/build-files.ts';
import { checkpointFolder } from '../../src/platform/checkpoint-folder.ts';
import { buildModels } from '../../src/session/build-models.ts';
import { DecoderModels } from '../../src/session/decoder-models.ts';
import { openModels } from '../../src/session/open-models.ts';
import { readSafetensors } from '../golden.ts';
import { integers } from '../golden-case.ts';
import { type OpenModels, temporaryFolder } from '../models.ts';

const FOLDER = fileURLToPath(new URL('../../../nano', import.meta.url));

/** Builds and opens the trained voice; with `int8Limit` for the fast mode. */
export async function openNano(int8Limit?: number): Promise<OpenModels> {
  const checkpoint = await openCheckpoint(checkpointFolder(FOLDER));
  const folder = temporaryFolder();
  await buildModels(checkpoint, folder.path, buildFiles, int8Limit);
  const models = new DecoderModels(checkpoint.config, await openModels((file) => join(folder.path, file), 1));
  const close = async () => {
    await models.release();
    folder.remove();
  };
  return { checkpoint, models, close };
}

/** The embedding of one of the trained voices. */
export function nanoVoice(name: 'slt' | 'rms' | 'awb'): Float32Array {
  const voices = JSON.parse(readFileSync(join(FOLDER, 'voices.json'), 'utf8'));
  return Float32Array.from(voices[name].embedding as number[]);
}

/** Tokens of two spoken sentences of 2 s each, over and over, from token `start` on; 25 are a second. */
export function nanoSpeech(count: number, start = 0): Int32Array<ArrayBuffer> {
  const cases = ['case1', 'case2'].map((name) => readSafetensors(join(FOLDER, 'check', `${name}.safetensors`)));
  const sentences = cases.flatMap((tensors) => integers(tensors, 'tokens'));
  return Int32Array.from({ length: count }, (_, n) => sentences[(start + n) % sentences.length] as number);
}
