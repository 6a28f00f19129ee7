import { parseTokenDocument, TokenError, type TokenPiece } from '@voxlane/linacodec';
import { Problem, type ProblemCode } from '@voxlane/schema';
import type { TokenChunk, TokenDecoder } from '@voxlane/speech';
import type { CodecModel } from './codec-model.ts';
import { DecodeWatch } from './decode-watch.ts';

/** What decoding one stream took. */
export interface DecodeReport {
  /** Seconds from tokens in hand to audio in hand; waiting for tokens or for a slow reader is not counted. */
  decodeSeconds: number;
  audioSeconds: number;
}

const SAMPLE_RATE = 48_000;

/** The codec as the speech pipeline wants it: chunks of a job's tokens in, mono floats at 48 kHz out. */
export function codecDecoder(
  model: CodecModel,
  now: () => number,
  onStream: (report: DecodeReport) => void,
): TokenDecoder {
  return {
    sampleRate: SAMPLE_RATE,
    stream: (chunks, signal) =>
      decodePieces(readPieces(chunks, model), { model, now, onStream, fault: 'upstream_bad_audio' }, signal),
  };
}

/** What decoding needs beside its tokens. */
export interface Decoding {
  model: CodecModel;
  /** Milliseconds since some fixed point. */
  now: () => number;
  onStream: (report: DecodeReport) => void;
  /** What wrong tokens are called: whose fault they are differs. */
  fault: Extract<ProblemCode, 'upstream_bad_audio' | 'invalid_request'>;
}

/**
 * Pieces of tokens -> mono floats at 48 kHz, pulled by the reader.
 * @throws Problem `decoding.fault` for tokens that cannot be, DecoderError when decoding fails, `overloaded` before the
 * model is loaded; what the source throws, and the signal's reason.
 */
export async function* decodePieces(
  pieces: AsyncIterable<TokenPiece>,
  { model, now, onStream, fault }: Decoding,
  signal: AbortSignal,
): AsyncGenerator<Float32Array, void, undefined> {
  const watch = new DecodeWatch(now);
  try {
    yield* watch.audio(model.decoder.stream(watch.source(pieces), { signal }));
  } catch (error) {
    if (error instanceof TokenError) throw tokenProblem(error, fault);
    throw error;
  } finally {
    const { decodeSeconds, samples } = watch;
    onStream({ decodeSeconds, audioSeconds: samples / SAMPLE_RATE });
  }
}

async function* readPieces(chunks: AsyncIterable<TokenChunk>, model: CodecModel) {
  const { vocabulary, embeddingSize } = model.decoder.info;
  for await (const { tokens, embedding, count } of chunks) {
    // A chunk without the field is a fault of its own, which the reader of documents names.
    const document = { format: 'linacodec_tokens', tokens, embedding, num_tokens: count };
    yield* parseTokenDocument(document, { vocabulary, embeddingSize });
  }
}

/** @param error names what is wrong with the tokens, and quotes no more of them than a few characters. */
export function tokenProblem(error: TokenError, fault: Decoding['fault']): Problem {
  const whose = fault === 'upstream_bad_audio' ? 'The tokens of the speech model' : 'The tokens';
  return new Problem(fault, `${whose} cannot be decoded: ${error.message}`, { cause: error });
}
