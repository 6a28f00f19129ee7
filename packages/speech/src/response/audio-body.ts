import type { AudioFormat } from '@voxlane/schema';
import type { Speech } from '../speech.ts';
import { type BodyOptions, pullBody } from './pull-body.ts';
import { sampleEncoder } from './sample-encoder.ts';

/**
 * Speech as the bytes of a response: whole 16-bit samples, made as fast as they are read. A failure of the speech
 * breaks the stream, so that a cut body never looks like a finished one.
 */
export function audioBody(speech: Speech, format: AudioFormat, options: BodyOptions): ReadableStream<Uint8Array> {
  return pullBody(speech.audio, sampleEncoder(format, speech.sampleRate), options);
}
