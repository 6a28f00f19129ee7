import { readFileSync } from 'node:fs';
import { PLAIN_ENCODERS } from '@voxlane/speech';
import { mp3Encoder } from '../../../src/mp3-encoder.ts';
import { opusEncoder } from '../../../src/opus-encoder.ts';

/** The number of every stream of Ogg that is made here. */
export const SERIAL = 0x1234_5678;

/** A module that the worker's build would compile. @param path below the worker's node_modules. */
export function compiled(path: string): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(new URL(`../../../node_modules/${path}`, import.meta.url)));
}

/** LAME as the worker has it. */
export const LAME = compiled('wasm-media-encoders/wasm/mp3.wasm');

/** libopus as the worker has it. */
export const LIBOPUS = compiled('@evan/opus/wasm/opus.wasm');

/** How the worker encodes, with the codecs that it ships. */
export const REAL_ENCODERS = {
  ...PLAIN_ENCODERS,
  mp3: mp3Encoder(LAME),
  opus: opusEncoder(LIBOPUS, () => SERIAL),
};

/** A format that has to be decoded. */
export type Coded = Exclude<keyof typeof REAL_ENCODERS, 'pcm'>;

/** All of a stream; `piece` samples are pushed at a time. */
export async function encoded(
  format: Coded,
  sampleRate: number,
  samples: Float32Array,
  piece = samples.length,
): Promise<Buffer> {
  const { bytes, end } = await begun(format, sampleRate, samples, piece);
  return Buffer.concat([bytes, end()]);
}

/** What had gone out when `samples` had gone in, and how the stream ends then. */
export async function begun(format: Coded, sampleRate: number, samples: Float32Array, piece = samples.length) {
  const encoder = await REAL_ENCODERS[format](sampleRate);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < samples.length; at += piece) parts.push(encoder.push(samples.subarray(at, at + piece)));
  const end = () => {
    const last = encoder.flush();
    if ('free' in encoder) encoder.free?.();
    return last;
  };
  return { bytes: Buffer.concat(parts), end };
}
