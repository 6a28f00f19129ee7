import type { Figure, Findings } from '../benches/bench.ts';
import type { Spread } from '../figures/spread.ts';
import type { Machine } from './machine.ts';

/** A figure over all runs. */
export interface ResultFigure extends Figure {
  /** Smallest and largest value of a run; `value` is the median of all. */
  least: number;
  most: number;
  /** Whether the value is within its target; absent where there is none. */
  met?: boolean;
}

/** What `bench/results/NAME.json` holds. */
export interface BenchResult {
  bench: string;
  /** ISO date and time. */
  measuredAt: string;
  machine: Machine;
  parameters: Readonly<Record<string, number | string>>;
  runs: number;
  figures: ResultFigure[];
  /** Percentiles, in milliseconds, of `run 1`, `run 2` and so on. */
  spreads: Readonly<Record<string, Readonly<Record<string, Spread>>>>;
}

/** Puts the runs of one bench together: each figure is the median of its runs. */
export function medianFigures(runs: readonly Findings[]): ResultFigure[] {
  return (runs[0]?.figures ?? []).map((figure, i) => {
    const values = runs.map((run) => rounded(run.figures[i]?.value ?? Number.NaN)).sort((a, b) => a - b);
    const value = values[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
    const met = figure.target === undefined ? {} : { met: value <= figure.target };
    return { ...figure, value, least: values[0] ?? value, most: values.at(-1) ?? value, ...met };
  });
}

/** Spreads with no more digits than the clock is good for. */
export function roundedSpreads(spreads: Readonly<Record<string, Spread>>): Record<string, Spread> {
  const entries = Object.entries(spreads).map(([name, { n, p50, p90, p99, max }]) => {
    return [name, { n, p50: rounded(p50), p90: rounded(p90), p99: rounded(p99), max: rounded(max) }] as const;
  });
  return Object.fromEntries(entries);
}

/** To a hundredth: of a millisecond, where timers are good for a tenth. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
