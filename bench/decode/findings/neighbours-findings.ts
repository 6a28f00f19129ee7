import type { Findings } from '../../benches/bench.ts';
import { runInChild } from '../../child/run-in-child.ts';
import { spreadOf } from '../../figures/spread.ts';
import type { Plan } from '../plan.ts';
import type { Subject } from '../subject.ts';
import type { LabelledShape } from './shapes.ts';

/** First audio of a short stream, alone and beside a long one that began before. */
export async function neighboursFindings(
  { model, cache }: Subject,
  plan: Plan['neighbours'],
  { label, shape }: LabelledShape,
): Promise<Findings> {
  const measured = await runInChild('neighbours', { model, cache, ...shape, ...plan });
  const [alone, beside] = [spreadOf(measured.alone), spreadOf(measured.beside)];
  const name = `first audio of ${plan.shortSeconds} s, ${label}`;
  const besideName = `${name}, beside a stream of ${plan.longSeconds} s`;
  return {
    figures: [
      { what: `${name}, alone, p50`, value: alone.p50, unit: 'ms' },
      { what: `${besideName}, p50`, value: beside.p50, unit: 'ms' },
      { what: `${besideName}, worst`, value: beside.max, unit: 'ms' },
    ],
    spreads: { [`${name}, alone`]: alone, [besideName]: beside },
  };
}
