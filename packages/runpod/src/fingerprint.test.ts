import type { SpeechMessage } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.ts';

const audio = (fields: { data?: string; url?: string }): SpeechMessage => ({
  kind: 'audio',
  number: 1,
  firstNumber: 1,
  more: true,
  format: undefined,
  sampleRate: undefined,
  ...fields,
});
const tokens = (list: unknown, embedding: unknown = undefined): SpeechMessage => ({
  kind: 'tokens',
  number: 1,
  firstNumber: 1,
  more: true,
  tokens: list,
  embedding,
  count: undefined,
});

/** A list in `depth` lists. */
function nested(depth: number, inner: unknown): unknown {
  let list = inner;
  for (let i = 0; i < depth; i++) list = [list];
  return list;
}

describe('fingerprint', () => {
  it.each([
    ['audio', audio({ data: 'AAAA' }), audio({ data: 'AAAA' })],
    ['a file, whatever its signature', audio({ url: 'https://s/a?sig=1' }), audio({ url: 'https://s/a?sig=2' })],
    ['tokens and embedding', tokens([1, 2], [0.1, -0]), tokens([1, 2], [0.1, -0])],
    ['tokens in a batch', tokens([[1, 2]]), tokens([[1, 2]])],
    ['nothing', tokens(undefined), tokens(undefined)],
  ])('is the same for the same %s', (_, one, other) => {
    expect(fingerprint(one)).toBe(fingerprint(other));
  });

  it.each([
    ['audio', audio({ data: 'AAAA' }), audio({ data: 'AAAB' })],
    ['files', audio({ url: 'https://s/a?sig=1' }), audio({ url: 'https://s/b?sig=1' })],
    ['tokens', tokens([1, 2]), tokens([1, 3])],
    ['orders of tokens', tokens([1, 2]), tokens([2, 1])],
    ['numbers of tokens', tokens([1, 2]), tokens([1, 2, 0])],
    ['embeddings', tokens([1], [0.5]), tokens([1], [0.25])],
    ['embeddings in the last bit', tokens([1], [0.1]), tokens([1], [0.1 + 2 ** -56])],
    ['tokens in a batch', tokens([[1, 2]]), tokens([[1, 3]])],
    ['divisions between tokens and embedding', tokens([1, 2], [3]), tokens([1], [2, 3])],
    ['texts', tokens('AAEC'), tokens('AAED')],
    ['kinds of nonsense', tokens(undefined), tokens(true)],
  ])('is another one for other %s', (_, one, other) => {
    expect(fingerprint(one)).not.toBe(fingerprint(other));
  });

  it('does not collide over values that differ in their upper bits only', () => {
    const prints = new Set<number>();
    for (let i = 0; i < 4_096; i++) {
      const powers = Array.from({ length: 12 }, (_, bit) => ((i >> bit) & 1 ? 0.5 : 2));
      prints.add(fingerprint(tokens([1], powers)));
    }
    expect(prints.size).toBe(4_096);
  });

  it('takes hostile shapes', () => {
    for (const hostile of [nested(100_000, 1), new Array(1_000).fill([]), { a: 1 }, [null, {}, [undefined]]]) {
      expect(fingerprint(tokens(hostile, hostile))).toBe(fingerprint(tokens(hostile, hostile)));
    }
  });
});
