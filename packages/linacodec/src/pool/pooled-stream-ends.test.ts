import { describe, expect, it } from 'vitest';
import { answering, piece, samplesOf, settle, silent, VOICE, voiced } from '../../test/pool/decoder-on-fakes.ts';
import { FakeSource } from '../../test/pool/fake-source.ts';
import { DONE } from '../../test/pool/fake-thread.ts';
import { TokenError } from '../tokens/token-error.ts';
import type { TokenPiece } from '../tokens/token-piece.ts';
import { DecoderError } from './decoder-error.ts';

describe('a stream that fails or is stopped', () => {
  it.each<[string, unknown, string]>([
    ['a first piece without an embedding', piece(1), 'the first piece has no embedding'],
    ['a token out of range', voiced(3, 12_800), 'tokens[1] is 12800; a token is a whole number from 0 to 12799'],
    ['a short embedding', { ...piece(1), embedding: new Float32Array(3) }, 'embedding holds 3 values'],
    ['an infinite embedding', { ...piece(1), embedding: VOICE.map(() => Number.POSITIVE_INFINITY) }, 'embedding[0] is'],
  ])('refuses %s, closes its job and gives the source back', async (_, bad, message) => {
    const { decoder, pool } = answering();
    const source = new FakeSource([bad as TokenPiece, voiced(1)]);
    const samples = samplesOf(decoder.stream(source));
    await expect(samples).rejects.toThrow(TokenError);
    await expect(samples).rejects.toThrow(message);
    expect([pool.load, source.returned, source.pulled]).toEqual([0, true, 1]);
  });

  it('gives the audio before a bad piece', async () => {
    const { decoder } = answering();
    const audio = decoder.stream([voiced(1), piece(-1)]);
    expect((await audio.next()).value).toEqual(Float32Array.of(1));
    await expect(audio.next()).rejects.toThrow('tokens[0] is -1');
  });

  it('fails as the source fails', async () => {
    const { decoder, pool } = answering();
    const source = new FakeSource([voiced(1)], new Error('connection lost'));
    const samples = samplesOf(decoder.stream(source));
    await expect(samples).rejects.toThrow('connection lost');
    expect([pool.load, source.returned]).toEqual([0, false]);
  });

  it('fails with its thread, and gives the source back', async () => {
    const { decoder, thread, pool } = silent();
    const source = new FakeSource([voiced(1)]);
    const next = decoder.stream(source).next();
    await settle();
    thread.die('killed');
    await expect(next).rejects.toThrow(new DecoderError('a decode thread ended: killed'));
    expect([pool.load, source.returned]).toEqual([0, true]);
  });

  it('does not begin when the signal has aborted', async () => {
    const { decoder, thread } = silent();
    const source = new FakeSource([voiced(1)]);
    const stream = decoder.stream(source, { signal: AbortSignal.abort(new Error('gone')) });
    await expect(stream.next()).rejects.toThrow('gone');
    expect([thread.requests, source.pulled]).toEqual([[], 0]);
  });

  it('stops during a step when the signal aborts, and ignores the answer', async () => {
    const { decoder, thread, pool } = silent();
    const controller = new AbortController();
    const source = new FakeSource([voiced(1)]);
    const next = decoder.stream(source, { signal: controller.signal }).next();
    await settle();
    controller.abort(new Error('gone'));
    await expect(next).rejects.toThrow('gone');
    expect([thread.asked(0).at(-1), pool.load, source.returned]).toEqual(['close', 0, true]);
    thread.answer(0, DONE);
    await settle();
  });

  it('stops while it waits for the source when the signal aborts', async () => {
    const { decoder, thread, pool } = answering();
    const controller = new AbortController();
    const source = new FakeSource([], 'hang');
    const next = decoder.stream(source, { signal: controller.signal }).next();
    await settle();
    controller.abort(new Error('gone'));
    await expect(next).rejects.toThrow('gone');
    expect([thread.asked(0).at(-1), pool.load, source.returned]).toEqual(['close', 0, true]);
  });

  it('frees everything when the signal aborts while its reader is busy with a chunk', async () => {
    const { decoder, thread, pool } = answering();
    const controller = new AbortController();
    const source = new FakeSource([voiced(1, 2)]);
    const audio = decoder.stream(source, { signal: controller.signal });
    await audio.next();
    controller.abort();
    expect([thread.asked(0).at(-1), pool.load]).toEqual(['close', 0]);
  });

  it('stops at the next read when the signal aborted in between', async () => {
    const { decoder, pool, thread } = answering();
    const controller = new AbortController();
    const source = new FakeSource([voiced(1, 2)]);
    const audio = decoder.stream(source, { signal: controller.signal });
    await audio.next();
    controller.abort(new Error('gone'));
    await expect(audio.next()).rejects.toThrow('gone');
    expect([pool.load, source.returned]).toEqual([0, true]);
    expect(thread.turns).toHaveLength(1);
  });

  it('leaves no listener on a signal that outlives it', async () => {
    const { decoder, thread } = answering();
    const controller = new AbortController();
    await samplesOf(decoder.stream([voiced(1)], { signal: controller.signal }));
    const asked = thread.requests.length;
    controller.abort();
    expect(thread.requests).toHaveLength(asked);
  });

  it('ends early when its reader does, without waiting for the source', async () => {
    const { decoder, thread, pool } = answering();
    const source = new FakeSource([voiced(1, 2, 3)], 'hang');
    for await (const chunk of decoder.stream(source)) {
      expect(chunk).toEqual(Float32Array.of(1));
      break;
    }
    expect([thread.asked(0).at(-1), pool.load, source.returned]).toEqual(['close', 0, true]);
  });

  it('fails at once when the decoder is closed, however long its thread is busy', async () => {
    const { decoder, thread } = silent();
    thread.stopsAtOnce = false;
    const next = decoder.stream([voiced(1)]).next();
    const decoded = decoder.decode(voiced(1));
    const failed = [expect(next).rejects.toThrow('closed'), expect(decoded).rejects.toBeInstanceOf(DecoderError)];
    await settle();
    let closed = false;
    const closing = decoder.close().then(() => {
      closed = true;
    });
    await Promise.all(failed);
    expect(closed).toBe(false);
    thread.die('it stopped');
    await closing;
  });

  it.each([
    ['more tokens than announced', 2, [voiced(1, 2), piece(3)], 'totalTokens is 2, but 3 tokens came or more'],
    ['fewer tokens than announced', 4, [voiced(1, 2), piece(3)], 'totalTokens is 4, but 3 tokens came in all'],
    ['no tokens where some were announced', 1, [], 'totalTokens is 1, but 0 tokens came in all'],
    ['a total of no tokens', 0, [], 'totalTokens is 0; it must be a whole number from 1 to 2160000'],
    ['a total that is no number', Number.NaN, [], 'totalTokens is NaN'],
    ['a total beyond a day of speech', 2_160_001, [], 'totalTokens is 2160001'],
  ])('refuses %s', async (_, totalTokens, pieces, message) => {
    const { decoder, pool } = answering();
    const samples = samplesOf(decoder.stream(pieces, { totalTokens }));
    await expect(samples).rejects.toThrow(TokenError);
    await expect(samples).rejects.toThrow(message);
    expect(pool.load).toBe(0);
  });

  it('refuses to begin once the decoder is closed', async () => {
    const { decoder } = answering();
    await decoder.close();
    await expect(decoder.stream([voiced(1)]).next()).rejects.toThrow('the decoder is closed');
    await expect(decoder.decode(voiced(1))).rejects.toThrow(DecoderError);
  });
});
