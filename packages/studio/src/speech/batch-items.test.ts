import { describe, expect, it } from 'vitest';
import { type BatchItem, beginBatch, sentItems, withoutRest, withResult } from './batch-items.ts';

const states = (items: readonly BatchItem[]) => items.map(({ place, state }) => `${place} ${state}`);
const clip = new Blob(['a']);

describe('a batch', () => {
  it('passes over empty fields, and begins with two', () => {
    const items = beginBatch(['One.', '', 'Two.', ' \n', 'Three.']);
    expect(states(items)).toEqual(['0 speaking', '2 speaking', '4 waiting']);
  });

  it.each([
    ['...', 'nothing in it'],
    ['a'.repeat(4_097), '4097 characters'],
  ])('refuses by itself what cannot be spoken', (text, message) => {
    const items = beginBatch(['One.', text]);
    expect(states(items)).toEqual(['0 speaking', '1 failed']);
    expect(items[1]?.message).toContain(message);
    expect(sentItems(items).map(({ text: sent }) => sent)).toEqual(['One.']);
  });

  it('goes on with the next one whatever becomes of one', () => {
    const begun = beginBatch(['1', '2', '3', '4']);
    const one = withResult(begun, 1, { clip }, 2.5);
    expect(states(one)).toEqual(['0 speaking', '1 done', '2 speaking', '3 waiting']);
    expect(one[1]).toMatchObject({ clip, seconds: 2.5 });
    const two = withResult(one, 0, { message: 'no' });
    expect(states(two)).toEqual(['0 failed', '1 done', '2 speaking', '3 speaking']);
    expect(two[0]?.message).toBe('no');
  });

  it('fails what never ended', () => {
    const items = withoutRest(withResult(beginBatch(['1', '2', '3']), 0, { clip }), 'Stopped.');
    expect(states(items)).toEqual(['0 done', '1 failed', '2 failed']);
    expect(items[2]?.message).toBe('Stopped.');
  });

  it('may be empty', () => {
    expect(beginBatch(['', ''])).toEqual([]);
    expect(withoutRest([], 'x')).toEqual([]);
  });
});
