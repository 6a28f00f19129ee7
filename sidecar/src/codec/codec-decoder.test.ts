import { DecoderError, TokenError } from '@voxlane/linacodec';
import { Problem } from '@voxlane/schema';
import type { TokenChunk } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../packages/gateway/test/manual-clock.ts';
import { EMBEDDING, FakeDecoder, TOKEN_SAMPLES } from '../../test/fake-decoder.ts';
import { loadedModel } from '../../test/loaded-model.ts';
import { problemOf } from '../../test/problem-of.ts';
import { settle } from '../../test/settle.ts';
import { codecDecoder, type DecodeReport, tokenProblem } from './codec-decoder.ts';
import { CodecModel } from './codec-model.ts';

type Chunk = Partial<TokenChunk>;

const FIRST: Chunk = { tokens: [100, 200], embedding: EMBEDDING, count: 2 };

/** A source of chunks that tells how it was left; an Error among them is thrown in its turn, a promise waited for. */
function source(chunks: readonly (Chunk | Error | Promise<never>)[]) {
  const state = { asked: 0, left: 0 };
  const read = async function* (): AsyncGenerator<TokenChunk> {
    try {
      for (const chunk of chunks) {
        state.asked += 1;
        if (chunk instanceof Error) throw chunk;
        yield { kind: 'tokens', tokens: undefined, embedding: undefined, count: undefined, ...(await chunk) };
      }
    } finally {
      state.left += 1;
    }
  };
  return { state, chunks: read() };
}

function setUp(work?: ConstructorParameters<typeof FakeDecoder>[0]) {
  const reports: DecodeReport[] = [];
  const decoder = new FakeDecoder(work);
  const codec = codecDecoder(
    loadedModel(decoder),
    () => 0,
    (report) => reports.push(report),
  );
  const listener = new AbortController();
  const stream = (chunks: Parameters<typeof source>[0]) => {
    const from = source(chunks);
    return { ...from, audio: codec.stream(from.chunks, listener.signal) };
  };
  return { reports, decoder, listener, stream };
}

async function samplesOf(audio: AsyncIterable<Float32Array>): Promise<number[]> {
  const blocks: Float32Array[] = [];
  for await (const block of audio) blocks.push(block);
  return blocks.flatMap((block) => [block.length, block[0] ?? Number.NaN]);
}

describe('the codec as a decoder of tokens', () => {
  it('turns chunks of a job into samples at 48 kHz, and tells what that took', async () => {
    const { stream, reports, decoder } = setUp();
    const { audio } = stream([FIRST, { tokens: [[500]], count: 1 }]);
    expect(await samplesOf(audio)).toEqual([2 * TOKEN_SAMPLES, Math.fround(0.1), TOKEN_SAMPLES, 0.5]);
    expect(reports).toEqual([{ decodeSeconds: 0, audioSeconds: (3 * TOKEN_SAMPLES) / 48_000 }]);
    expect(decoder.open).toBe(0);
  });

  it('makes no sound of no chunks, and of chunks without tokens', async () => {
    const { stream, reports } = setUp();
    expect(await samplesOf(stream([]).audio)).toEqual([]);
    expect(await samplesOf(stream([{ tokens: [], embedding: EMBEDDING, count: 0 }]).audio)).toEqual([]);
    expect(reports.map(({ audioSeconds }) => audioSeconds)).toEqual([0, 0]);
  });

  it('counts what decoding took, and neither the GPU nor the listener', async () => {
    const clock = manualClock();
    const reports: DecodeReport[] = [];
    const model = loadedModel(new FakeDecoder(() => clock.advance(20)));
    const slow = async function* (): AsyncGenerator<TokenChunk> {
      for (const tokens of [[1], [2]]) {
        clock.advance(3_000);
        yield { kind: 'tokens', tokens, embedding: EMBEDDING, count: 1 };
      }
    };
    const codec = codecDecoder(model, clock.now, (report) => reports.push(report));
    for await (const _ of codec.stream(slow(), new AbortController().signal)) clock.advance(7_000);
    expect(reports).toEqual([{ decodeSeconds: expect.closeTo(0.04, 9), audioSeconds: expect.closeTo(0.08, 9) }]);
  });

  it.each<[string, Chunk, RegExp]>([
    ['a token that does not exist', { ...FIRST, tokens: [1, 1_000] }, /tokens\[1\] is 1000; .* from 0 to 999/],
    ['tokens that are none', { ...FIRST, tokens: 'abc' }, /tokens is "abc"/],
    ['no tokens at all', { ...FIRST, tokens: undefined }, /tokens is missing/],
    ['fewer tokens than were announced', { ...FIRST, count: 3 }, /num_tokens is 3, but there are 2 tokens/],
    ['an embedding of another size', { ...FIRST, embedding: [1] }, /embedding holds 1 values/],
    ['an embedding with a hole', { ...FIRST, embedding: [1, 2, null, 4] }, /embedding\[2\] is null/],
    ['no embedding to begin with', { tokens: [1], count: 1 }, /the first piece has no embedding/],
  ])('says that the model sent %s', async (_, chunk, says) => {
    const { stream, decoder } = setUp();
    const { audio, state } = stream([chunk]);
    const problem = await problemOf(() => audio.next());
    expect(problem).toMatchObject({ code: 'upstream_bad_audio', cause: expect.any(TokenError) });
    expect(problem.message).toMatch(says);
    expect(problem.message).toMatch(/^The tokens of the speech model cannot be decoded: /);
    await settle();
    expect([decoder.open, state.left]).toEqual([0, 1]);
  });

  it('plays what came before tokens that cannot be', async () => {
    const { stream, reports } = setUp();
    const { audio } = stream([FIRST, { tokens: [-1] }]);
    expect((await audio.next()).value).toHaveLength(2 * TOKEN_SAMPLES);
    expect(await problemOf(() => audio.next())).toMatchObject({ code: 'upstream_bad_audio' });
    expect(reports).toEqual([{ decodeSeconds: 0, audioSeconds: (2 * TOKEN_SAMPLES) / 48_000 }]);
  });

  it.each([
    ['a Problem of the job', new Problem('upstream_gap', 'Chunk 2 never came')],
    ['an error that nobody foresaw', new RangeError('oops')],
  ])('passes on %s', async (_, error) => {
    const { stream, decoder } = setUp();
    const { audio } = stream([FIRST, error]);
    await audio.next();
    await expect(audio.next()).rejects.toBe(error);
    expect(decoder.open).toBe(0);
  });

  it('passes on that the decoder failed', async () => {
    const failure = new DecoderError('the thread died');
    const { stream, reports } = setUp(() => {
      throw failure;
    });
    const { audio, state } = stream([FIRST]);
    await expect(audio.next()).rejects.toBe(failure);
    await settle();
    expect(state.left).toBe(1);
    expect(reports).toHaveLength(1);
  });

  it('takes nobody before the model is loaded', async () => {
    const codec = codecDecoder(
      new CodecModel(),
      () => 0,
      () => undefined,
    );
    const audio = codec.stream(source([FIRST]).chunks, new AbortController().signal);
    expect(await problemOf(() => audio.next())).toMatchObject({ code: 'overloaded', retryAfterSeconds: 5 });
  });
});

describe('a listener of decoded tokens who leaves', () => {
  const REASON = new Problem('client_closed', 'The listener left');

  it('before the first token is read begins nothing', async () => {
    const { stream, listener, decoder } = setUp();
    listener.abort(REASON);
    const { audio, state } = stream([FIRST]);
    await expect(audio.next()).rejects.toBe(REASON);
    expect([state.asked, decoder.open]).toEqual([0, 0]);
  });

  it('while tokens are waited for ends the wait', async () => {
    const { stream, listener, decoder, reports } = setUp();
    const { audio } = stream([FIRST, new Promise<never>(() => undefined)]);
    await audio.next();
    const next = audio.next();
    await settle();
    listener.abort(REASON);
    await expect(next).rejects.toBe(REASON);
    expect(decoder.open).toBe(0);
    expect(reports).toHaveLength(1);
  });

  it('while a piece is decoded ends the work', async () => {
    const { stream, listener, decoder } = setUp(() => new Promise(() => undefined));
    const { audio, state } = stream([FIRST, FIRST]);
    const next = audio.next();
    await settle();
    listener.abort(REASON);
    await expect(next).rejects.toBe(REASON);
    await settle();
    expect([decoder.open, state.asked, state.left]).toEqual([0, 1, 1]);
  });

  it('between two blocks, without an abort, frees decoder and source', async () => {
    const { stream, decoder, reports } = setUp();
    const { audio, state } = stream([FIRST, FIRST, FIRST]);
    await audio.next();
    await audio.return();
    await settle();
    expect([decoder.open, state.asked, state.left]).toEqual([0, 1, 1]);
    expect(reports).toEqual([{ decodeSeconds: 0, audioSeconds: (2 * TOKEN_SAMPLES) / 48_000 }]);
  });
});

describe('wrong tokens', () => {
  it("are the speech model's fault, or the client's who sent them", () => {
    const error = new TokenError('tokens[0] is -1');
    expect(tokenProblem(error, 'upstream_bad_audio')).toMatchObject({ code: 'upstream_bad_audio', status: 502 });
    const message = 'The tokens cannot be decoded: tokens[0] is -1';
    expect(tokenProblem(error, 'invalid_request')).toMatchObject({ status: 400, message });
  });
});
