import { codecLengths } from '../../../packages/linacodec/src/geometry/codec-lengths.ts';
import type { Figure, Findings } from '../../benches/bench.ts';
import { runInChild } from '../../child/run-in-child.ts';
import { spreadOf } from '../../figures/spread.ts';
import { totalMacs } from '../figures/decoder-macs.ts';
import { againstReference } from '../figures/reference-speed.ts';
import type { ExactSpeed } from '../measure/exact-speed.ts';
import type { Plan } from '../plan.ts';
import type { Subject } from '../subject.ts';

const SAMPLE_RATE = 48_000;
/** The length that stands for the others in the overview. */
const HEADLINE_SECONDS = 10;
/** A product and a sum. */
const OPERATIONS_A_MAC = 2;

/** Exact mode: time, speed, share of what the machine can do, and the reference beside it. */
export async function exactFindings(
  { model, cache, folder, config }: Subject,
  plan: Plan['exact'],
  threads: number,
): Promise<Findings> {
  const measured = await runInChild('exactSpeed', { model, cache, folder, threads, ...plan });
  const { peak, lengths } = measured;
  const on = `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  const figures: Figure[] = [{ what: `matrix peak, ${on}`, value: peak, unit: 'GFLOP/s' }];
  const spreads: Record<string, ReturnType<typeof spreadOf>> = {};
  for (const { seconds, tokens, ms } of lengths) {
    const name = `exact, ${seconds} s, ${on}`;
    const audio = codecLengths(config, tokens).samples / SAMPLE_RATE;
    const best = Math.min(...ms);
    const gigamacs = totalMacs(config, tokens) / (best * 1e6);
    figures.push(
      { what: `${name}, best`, value: best, unit: 'ms' },
      {
        what: `${name}, times real time`,
        value: (audio * 1_000) / best,
        unit: 'ratio',
        ...(seconds === HEADLINE_SECONDS && { headline: true as const }),
      },
      { what: `${name}, useful work`, value: gigamacs, unit: 'GMAC/s' },
      { what: `${name}, share of the peak`, value: (OPERATIONS_A_MAC * gigamacs) / peak, unit: 'ratio' },
      ...referenceFigures(name, best, { threads, seconds, peak }),
    );
    spreads[name] = spreadOf(ms);
  }
  return { figures: [...figures, ...growthFigure(measured, on)], spreads };
}

function referenceFigures(name: string, ms: number, at: Parameters<typeof againstReference>[1]): Figure[] {
  const against = againstReference(ms, at);
  if (against === undefined) return [];
  const { plain, scaled } = against;
  const figures: Figure[] = [
    { what: `${name}, time by the reference's on its own machine`, value: plain, unit: 'ratio' },
  ];
  if (scaled === undefined) return figures;
  const what = `${name}, time by the reference's scaled to this machine's matrix peak`;
  return [...figures, { what, value: scaled, unit: 'ratio' }];
}

/** Of the longest piece against the one before: 1 when nothing grows faster than the length. */
function growthFigure({ lengths }: ExactSpeed, on: string): Figure[] {
  const [before, longest] = lengths.slice(-2);
  if (before === undefined || longest === undefined) return [];
  const cost = ({ ms, tokens }: typeof longest) => Math.min(...ms) / tokens;
  const what = `exact, ${on}, a second of ${longest.seconds} s by one of ${before.seconds} s`;
  return [{ what, value: cost(longest) / cost(before), unit: 'ratio', headline: true }];
}
