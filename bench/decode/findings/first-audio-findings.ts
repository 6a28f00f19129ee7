import type { Findings } from '../../benches/bench.ts';
import { runInChild } from '../../child/run-in-child.ts';
import { spreadOf } from '../../figures/spread.ts';
import type { Plan } from '../plan.ts';
import type { Subject } from '../subject.ts';

/** A beginning should take at most this share of the whole. */
const TARGET_SHARE = 0.25;

/** Progressive mode: the wait for the first 100 ms of audio, tokens in hand, against the wait for the whole piece. */
export async function firstAudioFindings({ model, cache }: Subject, plan: Plan['firstAudio']): Promise<Findings> {
  const measured = await runInChild('firstAudio', { model, cache, ...plan });
  const [first, whole] = [spreadOf(measured.first), spreadOf(measured.whole)];
  const name = `first audio of ${plan.seconds} s`;
  return {
    figures: [
      { what: `${name}, p50`, value: first.p50, unit: 'ms', headline: true },
      {
        what: `${name}, share of the exact time for all of it`,
        value: first.p50 / whole.p50,
        unit: 'ratio',
        target: TARGET_SHARE,
        headline: true,
      },
    ],
    spreads: { [name]: first, [`${name}, all of it, exact`]: whole },
  };
}
