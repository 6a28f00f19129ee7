import type { Findings } from './bench.ts';

/** What several parts of one bench found, in their order. Their spreads have different names. */
export function mergeFindings(parts: readonly Findings[]): Findings {
  return {
    figures: parts.flatMap(({ figures }) => figures),
    spreads: Object.assign({}, ...parts.map(({ spreads }) => spreads)),
  };
}
