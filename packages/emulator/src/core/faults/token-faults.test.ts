import { describe, expect, it } from 'vitest';
import { chunksOf, fieldOf, sayEcho } from '../../../test/echo.ts';
import { room, TEXT } from '../../../test/room.ts';
import { embeddingOf } from '../speech/echo-speaker.ts';
import type { Faults } from './faults.ts';

const honest = async () => (await sayEcho()).items;

describe('faults of the tokens', () => {
  it.each([
    ['too-large', 12_800],
    ['negative', -1],
    ['fraction', 0.5],
    ['string', '7'],
    ['null', null],
  ] as const)('badTokens %s: %j among those of the chunks named', async (kind, value) => {
    const { items } = await sayEcho({ badTokens: { kind, chunks: [2] } });
    const [first, second, third] = fieldOf(items, 'tokens') as unknown[][];
    const [one, two, three] = fieldOf(await honest(), 'tokens') as unknown[][];
    expect([first, third]).toEqual([one, three]);
    expect(second).toEqual(two?.with(3, value));
  });

  it('badTokens nested and empty: a list in a list, and none, whatever num_tokens says', async () => {
    const nested = (await sayEcho({ badTokens: { kind: 'nested', from: 7 } })).items;
    expect(chunksOf(nested)[6]).toMatchObject({ tokens: [expect.objectContaining({ length: 5 })], num_tokens: 5 });
    const empty = (await sayEcho({ badTokens: { kind: 'empty' } })).items;
    expect(fieldOf(empty, 'tokens')).toEqual(Array.from({ length: 7 }, () => []));
    expect(fieldOf(empty, 'num_tokens')).toEqual([3, 6, 6, 6, 6, 6, 5]);
  });

  it('wrongCount: num_tokens does not fit', async () => {
    expect(fieldOf((await sayEcho({ wrongCount: { by: 2, chunks: [1, 7] } })).items, 'num_tokens')).toEqual([
      5, 6, 6, 6, 6, 6, 7,
    ]);
    expect(fieldOf((await sayEcho({ wrongCount: { by: -3, from: 6 } })).items, 'num_tokens')).toEqual([
      3, 6, 6, 6, 6, 3, 2,
    ]);
  });
});

describe('faults of the embedding', () => {
  const embeddings = async (badEmbedding: NonNullable<Faults['badEmbedding']>) =>
    fieldOf((await sayEcho({ badEmbedding }, { speaker_voice: 'rms' })).items, 'embedding') as unknown[][];
  const own = embeddingOf('rms');

  it.each([
    ['short', own.slice(1)],
    ['null', own.with(0, null as never)],
    ['nested', [own]],
  ] as const)('%s, in the chunks named', async (kind, wrong) => {
    expect((await embeddings({ kind, chunks: [2] })).slice(0, 3)).toEqual([own, wrong, own]);
  });

  it('absent on the first chunk, and absent on the later ones', async () => {
    expect((await embeddings({ kind: 'absent', chunks: [1] })).slice(0, 2)).toEqual([undefined, own]);
    expect((await embeddings({ kind: 'absent', from: 2 })).slice(0, 3)).toEqual([own, undefined, undefined]);
  });

  it('other-speaker: somebody else goes on', async () => {
    const all = await embeddings({ kind: 'other-speaker', from: 5 });
    expect(all.slice(3)).toEqual([own, embeddingOf('awb'), embeddingOf('awb'), embeddingOf('awb')]);
  });
});

describe('fields that are missing', () => {
  it.each(['tokens', 'embedding', 'format', 'num_tokens', 'chunk'] as const)('omit %s', async (field) => {
    const chunks = chunksOf((await sayEcho({ omit: { fields: [field], chunks: [2] } })).items);
    const [, second] = chunksOf(await honest());
    delete second?.[field];
    expect(chunks[1]).toEqual(second);
    expect(chunks[2]).toHaveProperty(field);
  });
});

describe('faults of the sequence and of the time, with tokens', () => {
  const numbers = async (faults: Faults) => fieldOf((await sayEcho(faults)).items, 'chunk');

  it.each<[Faults, unknown[]]>([
    [{ lose: [3] }, [1, 2, 4, 5, 6, 7]],
    [{ duplicate: [1] }, [1, 1, 2, 3, 4, 5, 6, 7]],
    [{ swap: [2] }, [1, 3, 2, 4, 5, 6, 7]],
    [{ numbering: 'from-zero' }, [0, 1, 2, 3, 4, 5, 6]],
    [{ numbering: 'none' }, Array.from({ length: 7 })],
    [{ restartAfter: 2 }, [1, 2, 1, 2, 3, 4, 5, 6, 7]],
    [{ end: { status: 'FAILED', afterChunks: 2 } }, [1, 2]],
    [{ inBandErrorAfter: 3 }, [1, 2, 3]],
    [{ lateLastChunkMs: 250 }, [1, 2, 3, 4, 5, 6]],
    [{ shape: 'tokens' }, [1, 2, 3, 4, 5, 6, 7]],
  ])('%j', async (faults, expected) => {
    expect(await numbers(faults)).toEqual(expected);
  });

  it('restartAfter: another take has other tokens of the same speaker', async () => {
    const { items } = await sayEcho({ restartAfter: 1 });
    const [first, again] = chunksOf(items);
    expect(again?.tokens).not.toEqual(first?.tokens);
    expect(again?.embedding).toEqual(first?.embedding);
  });

  it('stall: nothing comes for a while', async () => {
    const { emulator } = await sayEcho({ stall: { afterChunks: 1, ms: 30_000 } });
    const [first, second] = emulator.jobs()[0]?.audio ?? [];
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(30_000);
  });

  it('burst: everything with COMPLETED, in smaller chunks, and no token lost', async () => {
    const { items, replies } = await sayEcho({ burst: 20 });
    expect(replies[0]?.body.status).toBe('COMPLETED');
    expect(fieldOf(items, 'tokens').flat()).toEqual(fieldOf(await honest(), 'tokens').flat());
    const counts = fieldOf(items, 'num_tokens') as number[];
    expect(counts.length).toBeGreaterThanOrEqual(20);
    expect(counts).toEqual(fieldOf(items, 'tokens').map((tokens) => (tokens as number[]).length));
    expect(items.at(-1)).toMatchObject({ total_chunks: counts.length, total_tokens: 38 });
  });

  it('burst of more chunks than there are tokens: a token a chunk', async () => {
    expect(fieldOf((await sayEcho({ burst: 500 })).items, 'num_tokens')).toEqual(Array.from({ length: 38 }, () => 1));
  });

  it('complete without-total: neither chunks nor tokens are counted', async () => {
    const last = (await sayEcho({ complete: 'without-total' })).items.at(-1);
    expect(last).toMatchObject({ status: 'complete' });
    expect(last).not.toHaveProperty('total_chunks');
    expect(last).not.toHaveProperty('total_tokens');
  });

  it('labelRate: the label alone', async () => {
    const { items } = await sayEcho({ labelRate: 24_000 });
    expect(chunksOf(items)[0]).toEqual({ ...chunksOf(await honest())[0], sample_rate: 24_000 });
  });
});

describe('a fault that cannot harm what the job sends', () => {
  async function errorOf(endpoint: string, faults: Faults, input: Record<string, unknown> = {}) {
    const { body } = await room().call('POST', `/v2/${endpoint}/runsync`, {
      input: { text: TEXT, stream: true, ...input, emulate: faults },
    });
    return body.error;
  }

  it.each<[Faults, string]>([
    [{ encoding: 'float32' }, 'encoding'],
    [{ rates: [24_000], badBase64: [1] }, 'rates, badBase64'],
    [{ oddSplit: true }, 'oddSplit'],
    [{ shape: 'segment' }, 'shape'],
  ])('%j fails a job of tokens', async (faults, names) => {
    expect(await errorOf('echotts', faults)).toBe(`faults ${names}: for audio in bytes, and this job sends tokens`);
  });

  it('badTokens and omit fail a job of bytes', async () => {
    const faults: Faults = { badTokens: { kind: 'empty' }, omit: { fields: ['chunk'] } };
    expect(await errorOf('vibevoice', faults)).toBe(
      'faults badTokens, omit: for chunks of tokens, and this job sends audio in bytes',
    );
  });

  it('is none when the bytes are made tokens, or the tokens are not asked for', async () => {
    expect(await errorOf('vibevoice', { shape: 'tokens', badTokens: { kind: 'empty' } })).toBeUndefined();
    expect(await errorOf('echotts', { encoding: 'float32' }, { output_format: 'pcm_16' })).toBeUndefined();
    expect(await errorOf('echotts', { oddSplit: false, shape: 'chunk' })).toBeUndefined();
  });
});

describe('a fault of tokens that is misspelt', () => {
  it.each([
    [{ badToken: { kind: 'empty' } }, /badTokens, badEmbedding, omit, wrongCount/],
    [{ badTokens: { kind: 'huge' } }, /must be one of too-large, negative, fraction, string, null, nested, empty/],
    [{ badTokens: { chunks: [1] } }, /badTokens\.kind is undefined/],
    [{ badEmbedding: { kind: 'short', chunks: [0] } }, /chunks\[0\] is 0; it must be a whole number 1\.\./],
    [{ omit: { fields: ['sample_rate'] } }, /must be one of tokens, embedding, format, num_tokens, chunk/],
    [{ wrongCount: { by: 0.5 } }, /wrongCount\.by is 0\.5/],
    [{ joinMessages: 1 }, /joinMessages is 1; it must be a whole number 2\.\./],
    [{ resultShape: 'twice' }, /must be one of list, single, double-wrapped/],
  ])('%j gets a 400 with the right ones', async (emulate, error) => {
    const reply = await room().call('POST', '/v2/echotts/run', { input: { text: 'x', emulate } });
    expect(reply).toMatchObject({ status: 400, body: { error: expect.stringMatching(error) } });
  });
});
