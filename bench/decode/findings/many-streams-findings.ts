import type { Figure, Findings } from '../../benches/bench.ts';
import { runInChild } from '../../child/run-in-child.ts';
import { spreadOf } from '../../figures/spread.ts';
import { finishRatio } from '../figures/fairness.ts';
import type { ManyStreams } from '../measure/many-streams.ts';
import type { Plan } from '../plan.ts';
import type { Subject } from '../subject.ts';
import type { LabelledShape } from './shapes.ts';

/** Progressive streams at once: speed in all, first audio, fairness. */
export async function manyStreamsFindings(
  { model, cache }: Subject,
  plan: Plan['manyStreams'],
  { label, shape }: LabelledShape,
): Promise<Findings> {
  const measured = await runInChild('manyStreams', { model, cache, ...shape, ...plan });
  const named = measured.map((found) => ({ ...found, name: `${streamsOf(found)}, ${label}` }));
  const most = named.at(-1);
  return {
    figures: named.flatMap((found) => figuresOf(found, found === most)),
    spreads: Object.fromEntries(named.map(({ name, listened }) => [`${name}, first audio`, firstAudio(listened)])),
  };
}

function figuresOf({ name, wallMs, listened }: ManyStreams & { name: string }, isMost: boolean): Figure[] {
  const headline = isMost ? ({ headline: true } as const) : {};
  const first = firstAudio(listened);
  const seconds = listened.reduce((sum, one) => sum + one.seconds, 0);
  const fairness = finishRatio(listened.map(({ endMs }) => endMs));
  return [
    { what: `${name}, in all, times real time`, value: (seconds * 1_000) / wallMs, unit: 'ratio', ...headline },
    { what: `${name}, first audio, p50`, value: first.p50, unit: 'ms' },
    { what: `${name}, first audio, p99`, value: first.p99, unit: 'ms' },
    { what: `${name}, last end by the first`, value: fairness, unit: 'ratio' },
  ];
}

const streamsOf = ({ listened: { length } }: ManyStreams) => (length === 1 ? '1 stream' : `${length} streams`);

const firstAudio = (listened: ManyStreams['listened']) => spreadOf(listened.map(({ firstMs }) => firstMs));
