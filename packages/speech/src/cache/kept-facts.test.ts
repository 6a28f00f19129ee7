import { describe, expect, it } from 'vitest';
import { parseFacts } from './kept-facts.ts';

const FACTS = { voice: 'Alice', pieces: 3, ignored: ['mood'] };

describe('parseFacts', () => {
  it('reads what was written', () => {
    expect(parseFacts(JSON.stringify(FACTS))).toEqual(FACTS);
  });

  it('leaves out what it does not know', () => {
    expect(parseFacts(JSON.stringify({ ...FACTS, jobs: ['job-1'] }))).toEqual(FACTS);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"voice":'],
    ['no object', 'null'],
    ['a list', '[]'],
    ['no voice', JSON.stringify({ ...FACTS, voice: undefined })],
    ['a huge voice', JSON.stringify({ ...FACTS, voice: 'x'.repeat(201) })],
    ['a part of a piece', JSON.stringify({ ...FACTS, pieces: 0.5 })],
    ['fewer than no pieces', JSON.stringify({ ...FACTS, pieces: -1 })],
    ['too many pieces', JSON.stringify({ ...FACTS, pieces: 1e9 })],
    ['ignored names that are no list', JSON.stringify({ ...FACTS, ignored: 'mood' })],
    ['ignored names that are none', JSON.stringify({ ...FACTS, ignored: [1] })],
    ['too many ignored names', JSON.stringify({ ...FACTS, ignored: Array(101).fill('a') })],
  ])('takes %s for none of ours', (_, json) => {
    expect(parseFacts(json)).toBeUndefined();
  });
});
