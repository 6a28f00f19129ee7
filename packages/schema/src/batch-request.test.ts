import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { speechBatch, ttsBatch } from './batch-request.ts';
import { parseOrProblem } from './parse-or-problem.ts';
import { Problem } from './problem.ts';

const detailsOf = (schema: z.ZodType, body: unknown) => {
  try {
    parseOrProblem(schema, body, 'request body');
  } catch (error) {
    return error instanceof Problem ? error.details : undefined;
  }
  return [];
};
const texts = (count: number) => Array.from({ length: count }, (_, i) => ({ text: `Number ${i}` }));
const inputs = (count: number) => texts(count).map(({ text }) => ({ input: text }));

describe('a batch', () => {
  it.each([1, 10])('takes %i items', (count) => {
    expect(ttsBatch.parse({ requests: texts(count) }).requests).toHaveLength(count);
    expect(speechBatch.parse({ items: inputs(count) }).items).toHaveLength(count);
  });

  it.each([
    ['none', []],
    ['eleven', texts(11)],
    ['no list', { text: 'Hello' }],
    ['nothing', undefined],
    ['null', null],
  ])('says how many items are allowed in place of %s', (_what, requests) => {
    expect(detailsOf(ttsBatch, { requests })).toMatchObject([
      { path: 'requests', message: 'must be a list of 1 to 10 requests' },
    ]);
    expect(detailsOf(speechBatch, { items: requests })).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ path: 'items', message: 'must be a list of 1 to 10 items' })]),
    );
  });

  it('names each fault by the item that it is in', () => {
    const requests = [{ text: 'Good' }, { text: 'x'.repeat(5_001) }, { text: 'Good', pitch: 2.1 }, 'Hello'];
    expect(detailsOf(ttsBatch, { requests })?.map(({ path }) => path)).toEqual([
      'requests.1.text',
      'requests.2.pitch',
      'requests.3',
    ]);
    const items = [{ input: 'Good', speed: 9 }, { input: '' }, { voice: 'Alice' }];
    expect(detailsOf(speechBatch, { items })?.map(({ path }) => path)).toEqual([
      'items.0.speed',
      'items.1.input',
      'items.2.input',
    ]);
  });

  it('takes what items have in common beside the list, by the same rules', () => {
    expect(speechBatch.parse({ items: inputs(1), voice: 'Alice', speed: 2 })).toMatchObject({
      voice: 'Alice',
      speed: 2,
    });
    expect(detailsOf(speechBatch, { items: inputs(1), speed: 9 })).toMatchObject([{ path: 'speed' }]);
  });
});
