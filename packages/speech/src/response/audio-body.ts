import type { Speech } from '../speech.ts';
import { freeingOptions } from './freeing-options.ts';
import { type BodyOptions, pullBody } from './pull-body.ts';
import type { SampleEncoder } from './sample-encoder.ts';

/**
 * Speech as the bytes of a response, made as fast as they are read. A failure of the speech breaks the stream, so that
 * a cut body never looks like a finished one.
 */
export function audioBody(speech: Speech, encoder: SampleEncoder, options: BodyOptions): ReadableStream<Uint8Array> {
  const push = (samples: Float32Array) => encoder.push(samples);
  return pullBody(speech.audio, push, freeingOptions(encoder, options), () => encoder.flush());
}
