import { describe, expect, it } from 'vitest';
import { settle, silent, VOICE, voiced } from '../../test/pool/decoder-on-fakes.ts';
import { DONE } from '../../test/pool/fake-thread.ts';
import { TokenError } from '../tokens/token-error.ts';
import type { TokenPiece } from '../tokens/token-piece.ts';
import { DecoderError } from './decoder-error.ts';

describe('decode', () => {
  it('gives what the last step gives, tells of progress, and closes its job', async () => {
    const { decoder, thread, pool } = silent();
    const heard: number[] = [];
    const decoded = decoder.decode(voiced(1, 2), { onProgress: (done) => heard.push(done) });
    thread.answer(0, { hungry: false, done: false, progress: 0.25 });
    await settle();
    thread.answer(0, { hungry: false, done: false });
    await settle();
    thread.answer(0, { audio: Float32Array.of(7), hungry: false, done: true, progress: 1 });
    expect(await decoded).toEqual(Float32Array.of(7));
    expect(heard).toEqual([0.25, 1]);
    expect(thread.asked(0)).toEqual(['open', 'push', 'end', 'step', 'step', 'step', 'close']);
    expect(thread.requests[0]).toMatchObject({ mode: 'exact' });
    expect(pool.load).toBe(0);
  });

  it.each<[string, unknown, unknown, string]>([
    ['a token out of range', [0, 12_800], VOICE, 'tokens[1] is 12800; a token is a whole number from 0 to 12799'],
    ['a negative token', [-1], VOICE, 'tokens[0] is -1'],
    ['no tokens', [], VOICE, 'at least one is needed'],
    ['a short embedding', [1], new Float32Array(127), 'embedding holds 127 values; a speaker embedding has 128'],
    ['an embedding with a NaN', [1], VOICE.map((value, n) => (n === 5 ? Number.NaN : value)), 'embedding[5] is NaN'],
    ['no embedding', [1], undefined, 'embedding is undefined'],
  ])('refuses %s before any thread hears of it', async (_, tokens, embedding, message) => {
    const { decoder, thread } = silent();
    const decoded = decoder.decode({ tokens, embedding } as Required<TokenPiece>);
    await expect(decoded).rejects.toThrow(TokenError);
    await expect(decoded).rejects.toThrow(message);
    expect(thread.requests).toEqual([]);
  });

  it('fails with its step, and closes its job', async () => {
    const { decoder, thread, pool } = silent();
    const decoded = decoder.decode(voiced(1));
    thread.reply({ kind: 'failed', job: 0, message: 'out of memory' });
    await expect(decoded).rejects.toThrow(new DecoderError('decoding failed: out of memory'));
    expect(pool.load).toBe(0);
  });

  it('does not begin when the signal has aborted', async () => {
    const { decoder, thread } = silent();
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(decoder.decode(voiced(1), { signal })).rejects.toThrow('gone');
    expect(thread.requests).toEqual([]);
  });

  it('stops during a step when the signal aborts, and ignores the answer', async () => {
    const { decoder, thread, pool } = silent();
    const controller = new AbortController();
    const decoded = decoder.decode(voiced(1), { signal: controller.signal });
    controller.abort(new Error('gone'));
    await expect(decoded).rejects.toThrow('gone');
    expect(thread.asked(0).at(-1)).toBe('close');
    expect(pool.load).toBe(0);
    thread.answer(0, DONE);
    await settle();
  });
});
