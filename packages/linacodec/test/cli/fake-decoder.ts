import type { Decoder, DecoderInfo, OpenDecoderOptions } from '../../src/cli/decoder-port.ts';
import type { TokenPiece } from '../../src/tokens/token-piece.ts';

/** Samples that the fake makes of one token: so few that tests can read them. */
export const SAMPLES_PER_TOKEN = 4;

export const FAKE_INFO: DecoderInfo = {
  model: 'nano',
  folder: '/models/nano',
  parameters: 85_200_000,
  weightBytes: 340_800_000,
  tokenRate: 12.5,
  sampleRate: 48_000,
  vocabulary: 12_800,
  embeddingSize: 128,
  workers: 1,
  threads: 2,
  precision: 'fp32',
  cache: { folder: '/cache', hit: true, bytes: 1_500_000 },
  loadMs: 250,
};

/** A decoder whose samples are the tokens over 12800, each four times; and what was asked of it. */
export class FakeDecoder implements Decoder {
  readonly info: DecoderInfo = FAKE_INFO;
  readonly decoded: { tokens: Int32Array; embedding: Float32Array }[] = [];
  readonly streamed: TokenPiece[] = [];
  opened: OpenDecoderOptions | undefined;
  closed = 0;
  /** Awaited before anything is decoded. */
  before: () => Promise<void> = async () => {};

  async decode(
    piece: { tokens: Int32Array; embedding: Float32Array },
    options?: { signal?: AbortSignal; onProgress?: (done: number) => void },
  ): Promise<Float32Array> {
    this.decoded.push(piece);
    options?.onProgress?.(0);
    await this.before();
    options?.onProgress?.(1);
    return samplesOf(piece.tokens);
  }

  async *stream(pieces: AsyncIterable<TokenPiece> | Iterable<TokenPiece>): AsyncGenerator<Float32Array, void, void> {
    for await (const piece of pieces) {
      this.streamed.push(piece);
      await this.before();
      if (piece.tokens.length > 0) yield samplesOf(piece.tokens);
    }
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}

function samplesOf(tokens: Int32Array): Float32Array {
  return Float32Array.from({ length: tokens.length * SAMPLES_PER_TOKEN }, (_, i) => {
    return (tokens[Math.floor(i / SAMPLES_PER_TOKEN)] ?? 0) / 12_800;
  });
}
