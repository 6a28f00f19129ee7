import { describe, expect, it } from 'vitest';
import { tokenLines } from './token-lines.ts';

const read = (lines: readonly Buffer[]) => lines.map((line) => JSON.parse(line.toString()));

describe('tokenLines', () => {
  it('cuts speech into documents of the same length, and the rest', () => {
    const lines = tokenLines(12.5, 2.4, 0.96);
    expect(read(lines).map(({ tokens }) => tokens.length)).toEqual([12, 12, 6]);
    expect(lines.every((line) => line.toString().endsWith('}\n'))).toBe(true);
  });

  it('says in each document how many tokens it has, and one speaker', () => {
    const documents = read(tokenLines(25, 1.92, 0.96));
    expect(documents.every(({ tokens, num_tokens }) => tokens.length === num_tokens)).toBe(true);
    expect(documents[0].embedding).toHaveLength(128);
    expect(documents[1].embedding).toEqual(documents[0].embedding);
  });

  it('gives the same tokens again', () => {
    expect(tokenLines(25, 1, 0.5)).toEqual(tokenLines(25, 1, 0.5));
  });

  it('is nothing of no speech', () => {
    expect(tokenLines(25, 0, 0.96)).toEqual([]);
  });
});
