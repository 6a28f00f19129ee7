import { describe, expect, it } from 'vitest';
import type { Findings } from '../benches/bench.ts';
import { type BenchResult, medianFigures } from './bench-result.ts';
import { figureTable, origin } from './figure-table.ts';
import { FIGURES_BEGIN, FIGURES_END, putBetween } from './put-between.ts';

const run = (value: number): Findings => ({
  figures: [
    { what: 'lag', value, unit: 'ms', target: 5, headline: true },
    { what: 'ratio', value, unit: 'ratio' },
  ],
  spreads: {},
});

const result = (...values: number[]): BenchResult => ({
  bench: 'lag',
  measuredAt: '2026-01-02T03:04:05.678Z',
  machine: { cpu: 'some CPU', cores: 2, system: 'linux', node: '24', workerd: '1' },
  parameters: {},
  runs: values.length,
  figures: medianFigures(values.map(run)),
  spreads: {},
});

describe('figures of several runs', () => {
  it('are the medians, with the least and the most', () => {
    expect(medianFigures([run(9), run(1), run(2.345)])[0]).toMatchObject({ value: 2.35, least: 1, most: 9, met: true });
  });

  it('meet a target at most, and nothing that was not measured meets one', () => {
    expect(medianFigures([run(5)])[0]?.met).toBe(true);
    expect(medianFigures([run(5.01)])[0]?.met).toBe(false);
    expect(medianFigures([run(Number.NaN)])[0]?.met).toBe(false);
    expect(medianFigures([run(1)])[1]).not.toHaveProperty('met');
  });
});

describe('the table', () => {
  it('names the command of each figure, and says what was missed', () => {
    const rows = figureTable([result(1, 7, 9)])
      .split('\n')
      .slice(2);
    expect(rows).toEqual([
      '| lag | 7 ms (1 to 9) | at most 5 ms, **missed** | `npm run bench lag` |',
      '| ratio | 7 (1 to 9) |  | `npm run bench lag` |',
    ]);
  });

  it('shows headlines alone when told to', () => {
    expect(figureTable([result(1)], true)).not.toContain('ratio');
  });

  it('says once where it was measured', () => {
    expect(origin([result(1), result(2)])).toBe('some CPU, 2 cores, Node 24, workerd 1, 2026-01-02, one run');
  });
});

describe('the place in the README', () => {
  it('takes a table in place of the one before', () => {
    const text = `a\n${FIGURES_BEGIN}\nold\n${FIGURES_END}\nb\n`;
    expect(putBetween(text, 'new')).toBe(`a\n${FIGURES_BEGIN}\n\nnew\n\n${FIGURES_END}\nb\n`);
  });

  it('must be there', () => {
    expect(() => putBetween('a', 'new')).toThrow('needs a line');
  });
});
