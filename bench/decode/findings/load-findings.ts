import type { Findings } from '../../benches/bench.ts';
import { runInChild } from '../../child/run-in-child.ts';
import { spreadOf } from '../../figures/spread.ts';
import type { Load } from '../measure/load-time.ts';
import type { Plan } from '../plan.ts';
import type { Subject } from '../subject.ts';

/** The first start, which builds, and later ones. Comes first: it fills the cache for all others. */
export async function loadFindings({ model, cache }: Subject, starts: Plan['cachedStarts']): Promise<Findings> {
  const start = () => runInChild('load', { model, cache });
  const cold = await start();
  const cached: Load[] = [];
  for (let i = 0; i < starts; i++) cached.push(await start());
  if (cold.hit || cached.some(({ hit }) => !hit)) throw new Error('the cache was full too early, or empty too late');
  const open = spreadOf(cached.map(({ openMs }) => openMs));
  const whole = spreadOf(cached.map(({ processMs }) => processMs));
  return {
    figures: [
      { what: 'load, nothing built yet', value: cold.openMs, unit: 'ms' },
      { what: 'load from the cache, p50', value: open.p50, unit: 'ms', headline: true },
      { what: 'load from the cache, from the start of the process, p50', value: whole.p50, unit: 'ms' },
    ],
    spreads: { 'load from the cache': open, 'load from the cache, from the start of the process': whole },
  };
}
