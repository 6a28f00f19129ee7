import { describe, expect, it } from 'vitest';
import { besideEachOther, transpose } from './weights.ts';

describe('transpose', () => {
  it('exchanges rows and columns', () => {
    expect([...transpose(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3)]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('leaves one row as it is', () => {
    expect([...transpose(Float32Array.of(1, 2, 3), 1, 3)]).toEqual([1, 2, 3]);
  });

  it('may be empty', () => {
    expect(transpose(new Float32Array(0), 0, 3)).toHaveLength(0);
  });
});

describe('besideEachOther', () => {
  it('puts rows of any width one behind the other', () => {
    const joined = besideEachOther(2, Float32Array.of(1, 2), Float32Array.of(3, 4, 5, 6), Float32Array.of(7, 8));
    expect([...joined]).toEqual([1, 3, 4, 7, 2, 5, 6, 8]);
  });

  it('leaves a single matrix as it is', () => {
    expect([...besideEachOther(2, Float32Array.of(1, 2, 3, 4))]).toEqual([1, 2, 3, 4]);
  });
});
