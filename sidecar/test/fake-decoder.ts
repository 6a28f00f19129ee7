import { type Decoder, type StreamOptions, TokenError, type TokenPiece } from '@voxlane/linacodec';
import { whenAborted } from '@voxlane/runpod';

/** Samples of a token at 25 tokens a second and 48 kHz. */
export const TOKEN_SAMPLES = 1_920;
export const VOCABULARY = 1_000;
export const EMBEDDING_SIZE = 4;

/** A speaker as the fake decoder knows them. */
export const EMBEDDING = [0.1, 0.2, 0.3, 0.4];

/** A decoder without a codec: each piece sounds as its tokens divided by the vocabulary, {@link TOKEN_SAMPLES} each. */
export class FakeDecoder implements Decoder {
  readonly info = {
    model: 'fake',
    folder: '/fake',
    parameters: 1,
    weightBytes: 4,
    tokenRate: 25,
    sampleRate: 48_000,
    vocabulary: VOCABULARY,
    embeddingSize: EMBEDDING_SIZE,
    workers: 2,
    threads: 1,
    precision: 'fp32' as const,
    cache: { folder: '/cache', hit: true, bytes: 4 },
    loadMs: 1,
  };
  /** Streams that are open, and how often `close` was called. */
  open = 0;
  closed = 0;
  readonly #work: (piece: TokenPiece) => Promise<void> | void;

  /** @param work what decoding a piece takes, or fails with. */
  constructor(work: (piece: TokenPiece) => Promise<void> | void = () => undefined) {
    this.#work = work;
  }

  decode(): Promise<Float32Array> {
    return Promise.reject(new Error('nobody decodes a whole piece here'));
  }

  async *stream(
    pieces: AsyncIterable<TokenPiece> | Iterable<TokenPiece>,
    { signal = new AbortController().signal }: StreamOptions = {},
  ): AsyncGenerator<Float32Array, void, void> {
    const source = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
    const orAborted = <T>(work: T | Promise<T>) => Promise.race([work, whenAborted(signal)]);
    signal.throwIfAborted();
    this.open += 1;
    let voiced = false;
    try {
      for (;;) {
        const { done, value } = await orAborted(source.next());
        if (done) return;
        voiced ||= value.embedding !== undefined;
        if (!voiced) throw new TokenError('the first piece has no embedding');
        await orAborted(this.#work(value));
        if (value.tokens.length > 0) yield soundOf(value.tokens);
      }
    } finally {
      this.open -= 1;
      Promise.resolve(source.return?.()).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}

function soundOf(tokens: Int32Array): Float32Array {
  const sound = new Float32Array(tokens.length * TOKEN_SAMPLES);
  tokens.forEach((token, i) => {
    sound.fill(token / VOCABULARY, i * TOKEN_SAMPLES, (i + 1) * TOKEN_SAMPLES);
  });
  return sound;
}
