import type { Spread } from '../figures/spread.ts';

/** One figure. */
export interface Figure {
  what: string;
  value: number;
  unit: 'ms' | 's' | 'MB' | 'MB/s' | 'CPU s' | 'GFLOP/s' | 'GMAC/s' | 'streams' | 'ratio' | 'times';
  /** The value should be at most this. */
  target?: number;
  /** Among the few that the README shows. */
  headline?: true;
}

/** What one run of a bench found. */
export interface Findings {
  figures: Figure[];
  /** The measured values behind them, in milliseconds. */
  spreads: Readonly<Record<string, Spread>>;
}

/** Something that is measured. */
export interface Bench {
  /** The word for it on the command line. */
  name: string;
  /** What was done how often; goes into the result. */
  parameters: Readonly<Record<string, number | string>>;
  /** False: it measures something that the worker has no part in. */
  needsEdge?: false;
  /** @param root folder of the repository, where the worker is built. */
  run(root: string): Promise<Findings>;
  /** Much less of the same, for a first look; what it finds is not kept. */
  quick?: Pick<Bench, 'parameters' | 'run'>;
}
