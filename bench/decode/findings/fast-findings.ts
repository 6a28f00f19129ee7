import type { Findings } from '../../benches/bench.ts';
import { runInChild } from '../../child/run-in-child.ts';
import { spreadOf } from '../../figures/spread.ts';
import type { Plan } from '../plan.ts';
import type { Subject } from '../subject.ts';

/** Fast mode against fp32, on one thread. */
export async function fastFindings({ model, cache }: Subject, plan: Plan['fast']): Promise<Findings> {
  const { fp32, fast } = await runInChild('fastSpeed', { model, cache, threads: 1, ...plan });
  const name = `fast mode, ${plan.seconds} s, 1 thread`;
  const best = Math.min(...fast);
  return {
    figures: [
      { what: `${name}, best`, value: best, unit: 'ms' },
      { what: `${name}, time by exact mode's`, value: best / Math.min(...fp32), unit: 'ratio', headline: true },
    ],
    spreads: { [name]: spreadOf(fast), [`${name}, exact mode`]: spreadOf(fp32) },
  };
}
