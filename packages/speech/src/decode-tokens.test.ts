import type { AudioPayload } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { settle } from '../test/event-loop.ts';
import { FakeTokenDecoder, TOKEN_SAMPLES, tokensIn } from '../test/fake-token-decoder.ts';
import { decodeTokens } from './decode-tokens.ts';
import type { TokenDecoder } from './token-decoder.ts';

const HOLE: AudioPayload = { kind: 'hole' };
const chunk = (tokens: unknown, embedding: unknown = [0.5]): AudioPayload => ({
  kind: 'tokens',
  tokens,
  embedding,
  count: undefined,
});

/** A job of these payloads that counts what it was asked for; an Error is thrown in its turn. */
function job(...steps: (AudioPayload | Error)[]) {
  const state = { asked: 0 };
  const next = async (): Promise<IteratorResult<AudioPayload>> => {
    const step = steps[state.asked++];
    if (step instanceof Error) throw step;
    return step === undefined ? { done: true, value: undefined } : { done: false, value: step };
  };
  return { state, payloads: { next } };
}

/** Runs to the end: the tokens that each block of sound stands for, and what was thrown. */
async function outcome(steps: (AudioPayload | Error)[], decoder: TokenDecoder, signal = new AbortController().signal) {
  const heard: number[][] = [];
  try {
    for await (const { samples, sampleRate } of decodeTokens(job(...steps).payloads, decoder, signal)) {
      expect(sampleRate).toBe(decoder.sampleRate);
      heard.push(tokensIn(samples));
    }
    return { heard, error: undefined };
  } catch (error) {
    return { heard, error };
  }
}

describe('decodeTokens', () => {
  it('is one stream of the decoder for a job without holes', async () => {
    const decoder = new FakeTokenDecoder();
    const { heard, error } = await outcome([chunk([1, 2]), chunk([3])], decoder);
    expect([heard, error]).toEqual([[[1, 2], [3]], undefined]);
    expect([decoder.given.length, decoder.ended, decoder.open]).toEqual([1, 1, 0]);
  });

  it('opens no stream for a job without chunks', async () => {
    const decoder = new FakeTokenDecoder();
    expect(await outcome([], decoder)).toEqual({ heard: [], error: undefined });
    expect(decoder.given).toEqual([]);
  });

  it('gives the decoder what came, unread', async () => {
    const decoder = new FakeTokenDecoder();
    const odd = { kind: 'tokens', tokens: [1], embedding: { x: 1 }, count: '7' } as const;
    await outcome([odd], decoder);
    expect(decoder.given).toEqual([[odd]]);
    expect(decoder.given[0]?.[0]?.tokens).toBe(odd.tokens);
  });

  it.each([undefined, null, 'AAEC', 7, {}])('leaves the judgement of tokens like %j to the decoder', async (tokens) => {
    const { heard, error } = await outcome([chunk([1]), chunk(tokens), chunk([2])], new FakeTokenDecoder());
    expect(heard).toEqual([[1]]);
    expect(error).toMatchObject({ code: 'upstream_bad_audio', message: expect.stringContaining('not a list') });
  });

  describe('at a hole', () => {
    it.each([
      ['the chunk before', [chunk([1]), chunk([2, 3]), HOLE, chunk([4])], [[1], [2, 3], [0, 0], [4]]],
      ['the chunk before, twice', [chunk([2, 3]), HOLE, HOLE, chunk([4])], [[2, 3], [0, 0], [0, 0], [4]]],
      ['the chunk before, at the end', [chunk([1]), HOLE], [[1], [0]]],
      ['a batch of one', [chunk([1]), chunk([[2, 3]]), HOLE], [[1], [2, 3], [0, 0]]],
      ['nothing when nothing was before', [HOLE, chunk([1])], [[], [1]]],
      ['nothing after a chunk without tokens', [chunk([1]), chunk([]), HOLE, chunk([2])], [[1], [], [], [2]]],
    ])('silence is as long as %s', async (_, steps, heard) => {
      expect(await outcome(steps, new FakeTokenDecoder())).toEqual({ heard, error: undefined });
    });

    it('brings the sound before it to its end, whatever the decoder still waits for', async () => {
      const decoder = new FakeTokenDecoder({ context: 3, eager: true });
      const { heard } = await outcome([chunk([1]), chunk([2]), HOLE, chunk([3])], decoder);
      expect(heard).toEqual([[1], [2], [0], [3]]);
      expect(decoder.given.map((chunks) => chunks.length)).toEqual([2, 1]);
    });

    it('hands the embedding on to the stream behind it', async () => {
      const decoder = new FakeTokenDecoder();
      const steps = [chunk([1], [0.1]), chunk([2], null), HOLE, chunk([3], null), HOLE, chunk([4], null)];
      await outcome(steps, decoder);
      expect(decoder.given.map(([first]) => first?.embedding)).toEqual([[0.1], [0.1], [0.1]]);
    });

    it('keeps to an embedding that comes anew', async () => {
      const decoder = new FakeTokenDecoder();
      await outcome([chunk([1], [0.1]), chunk([2], [0.2]), HOLE, chunk([3], null), HOLE, chunk([4], [0.4])], decoder);
      expect(decoder.given.map(([first]) => first?.embedding)).toEqual([[0.1], [0.2], [0.4]]);
    });
  });

  it.each([{}, { context: 1 }, { context: 5, eager: true }])(
    'gives all sound before a failure of the job (decoder: %j)',
    async (decoding) => {
      const lost = new Problem('upstream_gap', 'lost');
      const { heard, error } = await outcome(
        [chunk([1]), chunk([2]), lost, chunk([3])],
        new FakeTokenDecoder(decoding),
      );
      expect([heard, error]).toEqual([[[1], [2]], lost]);
    },
  );

  it('passes a failure between two stretches on', async () => {
    const lost = new Problem('upstream_gap', 'lost');
    expect(await outcome([chunk([1]), HOLE, lost], new FakeTokenDecoder())).toEqual({ heard: [[1], [0]], error: lost });
  });

  it('lets a decoder stop at once while the job keeps it waiting', async () => {
    const refusal = new Problem('upstream_bad_audio', 'no tokens');
    const decoder: TokenDecoder = {
      sampleRate: 8_000,
      stream: async function* (chunks) {
        const iterator = chunks[Symbol.asyncIterator]();
        yield new Float32Array(TOKEN_SAMPLES);
        void iterator.next();
        void iterator.next();
        await iterator.return?.();
        throw refusal;
      },
    };
    const payloads = async function* () {
      yield chunk([1]);
      await new Promise(() => undefined);
    };
    const sound = decodeTokens(payloads(), decoder, new AbortController().signal);
    await expect(Array.fromAsync(sound)).rejects.toBe(refusal);
  });

  it('takes a decoder that ends before its chunks for broken', async () => {
    const lazy: TokenDecoder = { sampleRate: 8_000, stream: async function* () {} };
    const { error } = await outcome([chunk([1]), chunk([2])], lazy);
    expect(error).toMatchObject({ code: 'internal' });
  });

  it('is not over when the decoder ends because it was told to', async () => {
    const decoder: TokenDecoder = {
      sampleRate: 8_000,
      stream: async function* (chunks) {
        for await (const _ of chunks) yield new Float32Array(TOKEN_SAMPLES);
      },
    };
    const left = new AbortController();
    left.abort(new Problem('client_closed', 'gone'));
    expect((await outcome([chunk([1])], decoder, left.signal)).error).toMatchObject({ code: 'client_closed' });
  });

  it.each([
    [{}, 1],
    [{ eager: true }, 2],
    [{ context: 2 }, 3],
  ])('asks the job for no chunk that the decoder does not ask for (decoder: %j)', async (decoding, asked) => {
    const { payloads, state } = job(...Array.from({ length: 9 }, (_, i) => chunk([i])));
    const sound = decodeTokens(payloads, new FakeTokenDecoder(decoding), new AbortController().signal);
    expect(state.asked).toBe(0);
    for (let taken = 0; taken < 4; taken++) {
      await sound.next();
      await settle();
      expect(state.asked).toBe(asked + taken);
    }
    await sound.return();
    await settle();
    expect(state.asked).toBe(asked + 3);
  });
});
