import { describe, expect, it } from 'vitest';
import { SMALL_TRANSFORMER } from '../../test/small-config.ts';
import type { TransformerConfig } from '../checkpoint/decoder-config.ts';
import { ropeTable } from '../geometry/rope-table.ts';
import { attentionMask } from '../graph/attention-inputs.ts';
import { AttentionTables } from './attention-feeds.ts';

const tablesOf = (changes: Partial<TransformerConfig> = {}) =>
  new AttentionTables({ ...SMALL_TRANSFORMER, ...changes });

describe('AttentionTables', () => {
  it.each([
    [1, 1, 31],
    [31, 1, 1],
    [32, 1, 0],
    [33, 2, 31],
    [64, 2, 0],
  ])('divides %i frames into %i blocks, the last one filled up with %i', (frames, blocks, padding) => {
    const { mask, tail } = tablesOf().feeds(frames);
    expect(mask).toEqual({ data: attentionMask(frames, 5, 32), dims: [blocks, 1, 32, 64] });
    expect(tail).toEqual({ data: new Float32Array(padding * 12), dims: [padding, 12] });
  });

  it('hides nothing from full attention, and fills nothing up', () => {
    const { mask, tail } = tablesOf({ window: null }).feeds(3);
    expect(mask).toEqual({ data: new Float32Array(9), dims: [1, 1, 3, 3] });
    expect(tail).toEqual({ data: new Float32Array(0), dims: [0, 12] });
  });

  it('takes rotary angles from position 0 on, for the width of a head', () => {
    const { cos, sin } = tablesOf({ dim: 16, heads: 2, ropeTheta: 500 }).feeds(7);
    const table = ropeTable(8, 500, 0, 7);
    expect(cos).toEqual({ data: table.cos, dims: [7, 4] });
    expect(sin).toEqual({ data: table.sin, dims: [7, 4] });
  });

  it('makes the tables of a length once', () => {
    const tables = tablesOf();
    expect(tables.feeds(50)).toBe(tables.feeds(50));
    expect(tables.feeds(51)).not.toBe(tables.feeds(50));
  });

  it('forgets lengths that have not come for long', () => {
    const tables = tablesOf();
    const first = tables.feeds(1);
    for (let frames = 2; frames <= 24; frames++) tables.feeds(frames);
    expect(tables.feeds(1)).toBe(first);
    for (let frames = 25; frames <= 49; frames++) tables.feeds(frames);
    expect(tables.feeds(1)).not.toBe(first);
  });

  it('does not keep the tables of a whole piece', () => {
    const tables = tablesOf();
    expect(tables.feeds(1024)).toBe(tables.feeds(1024));
    expect(tables.feeds(1025)).not.toBe(tables.feeds(1025));
    expect(tables.feeds(1025)).toEqual(tables.feeds(1025));
  });
});
