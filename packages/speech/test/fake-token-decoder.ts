import { Problem } from '@voxlane/schema';
import type { TokenChunk, TokenDecoder } from '../src/token-decoder.ts';

/** Samples that a token sounds for, all of a tenth of the token's number. */
export const TOKEN_SAMPLES = 100;

/** How a fake decoder reads. */
export interface FakeDecoding {
  /** Chunks that must be in before a chunk's sound comes, as a codec that looks at what follows needs them. */
  context?: number;
  /** Asks for one more chunk than it needs, and does not wait for that one. */
  eager?: boolean;
  /** In Hz. */
  sampleRate?: number;
}

/** A decoder without a codec that keeps what it was given, a list for each stream, and how its streams were left. */
export class FakeTokenDecoder implements TokenDecoder {
  readonly sampleRate: number;
  readonly given: TokenChunk[][] = [];
  /** Streams that are open, and those that ended by themselves. */
  open = 0;
  ended = 0;
  readonly #context: number;
  readonly #asked: number;

  constructor({ context = 0, eager = false, sampleRate = 8_000 }: FakeDecoding = {}) {
    this.sampleRate = sampleRate;
    this.#context = context;
    this.#asked = context + (eager ? 2 : 1);
  }

  async *stream(chunks: AsyncIterable<TokenChunk>, signal: AbortSignal): AsyncGenerator<Float32Array, void, undefined> {
    const iterator = chunks[Symbol.asyncIterator]();
    const asked: Promise<IteratorResult<TokenChunk>>[] = [];
    const given: TokenChunk[] = [];
    this.given.push(given);
    this.open += 1;
    try {
      for (;;) {
        while (asked.length < this.#asked) asked.push(iterator.next());
        await Promise.all(asked.slice(0, this.#context + 1));
        signal.throwIfAborted();
        const next = await asked.shift();
        if (next === undefined || next.done) break;
        given.push(next.value);
        yield soundOf(next.value);
      }
      this.ended += 1;
    } finally {
      // As a decoder does that works on what it has asked for in another thread.
      await Promise.allSettled(asked);
      this.open -= 1;
    }
  }
}

function soundOf({ tokens }: TokenChunk): Float32Array {
  if (!Array.isArray(tokens))
    throw new Problem('upstream_bad_audio', `tokens is ${JSON.stringify(tokens)}, not a list`);
  const list: unknown[] = tokens.flat();
  const sound = new Float32Array(list.length * TOKEN_SAMPLES);
  list.forEach((token, i) => {
    sound.fill(Number(token) / 10, i * TOKEN_SAMPLES, (i + 1) * TOKEN_SAMPLES);
  });
  return sound;
}

/** The tokens that the sound of a fake decoder stands for; 0 for silence, NaN for what is left of a token. */
export function tokensIn(samples: Float32Array): number[] {
  return Array.from({ length: Math.ceil(samples.length / TOKEN_SAMPLES) }, (_, i) =>
    Math.round(10 * (samples[(i + 1) * TOKEN_SAMPLES - 1] ?? Number.NaN)),
  );
}
