import type { Findings } from '../../benches/bench.ts';
import { runInChild } from '../../child/run-in-child.ts';
import type { Plan } from '../plan.ts';
import type { Subject } from '../subject.ts';

/** How long decoding keeps the thread waiting that asked for it. */
export async function mainThreadFindings({ model, cache }: Subject, plan: Plan['mainThread']): Promise<Findings> {
  const { idle, exact, stream } = await runInChild('mainThread', { model, cache, ...plan });
  const name = 'main thread, longest block';
  return {
    figures: [
      { what: `${name}, exact ${plan.seconds} s`, value: exact, unit: 'ms' },
      { what: `${name}, stream of ${plan.seconds} s`, value: stream, unit: 'ms', headline: true },
      { what: `${name}, nothing to do`, value: idle, unit: 'ms' },
    ],
    spreads: {},
  };
}
