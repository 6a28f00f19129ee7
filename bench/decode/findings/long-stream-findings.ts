import type { Figure, Findings } from '../../benches/bench.ts';
import { runInChild } from '../../child/run-in-child.ts';
import type { Plan } from '../plan.ts';
import type { Subject } from '../subject.ts';

const MEGABYTE = 1e6;

/** A long progressive stream: its speed, and the memory that its process holds on the way. */
export async function longStreamFindings({ model, cache }: Subject, { marks }: Plan['longStream']): Promise<Findings> {
  const { bytes, seconds, wallMs } = await runInChild('longStream', { model, cache, marks });
  const name = `stream of ${marks.at(-1)} s`;
  return {
    figures: [
      { what: `${name}, times real time`, value: (seconds * 1_000) / wallMs, unit: 'ratio', headline: true },
      ...bytes.map((resident, i): Figure => {
        return { what: `${name}, memory at ${marks[i]} s`, value: resident / MEGABYTE, unit: 'MB', headline: true };
      }),
    ],
    spreads: {},
  };
}
