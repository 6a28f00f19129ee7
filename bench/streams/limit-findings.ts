import type { Figure, Findings } from '../benches/bench.ts';
import { type Spread, spreadOf } from '../figures/spread.ts';
import { MOST_LATE_MS } from './figures/keeps-up.ts';
import { leadMs } from './figures/lead-ms.ts';
import type { Limit, Measured } from './find-limit.ts';

const SAMPLE_RATE = 48_000;
const BYTES_PER_SECOND = 2 * SAMPLE_RATE;

/** What the most streams were, and what was measured with them. */
export function limitFindings(name: string, { streams, broke, alone, measured }: Limit): Findings {
  const figures: Figure[] = [
    { what: `${name}, streams in real time`, value: streams, unit: 'streams', headline: true },
    { what: `${name}, the least that were too many`, value: broke, unit: 'streams' },
    {
      what: `${name}, alone, a player's wait for tokens and windows`,
      value: leadMs(alone, BYTES_PER_SECOND),
      unit: 'ms',
    },
  ];
  if (measured === undefined) return { figures, spreads: {} };
  const late = spreadOf(measured.verdict.late);
  return {
    figures: [...figures, ...figuresAt(`${name}, at the most`, measured, late)],
    spreads: { [`${name}, lateness`]: late, [`${name}, tokens sent late`]: sentLate(measured) },
  };
}

function figuresAt(name: string, { step, verdict }: Measured, late: Spread): Figure[] {
  const bytes = step.streams.reduce((sum, { arrivals }) => sum + (arrivals.at(-1)?.total ?? 0), 0);
  // Cores for that many who all speak: at their begins and ends fewer do.
  const cores = (cpu: number) => (cpu / (bytes / BYTES_PER_SECOND)) * step.streams.length;
  const figures: Figure[] = [
    { what: `${name}, later than a stream alone, p50`, value: late.p50, unit: 'ms' },
    {
      what: `${name}, later than a stream alone, at most`,
      value: late.max,
      unit: 'ms',
      target: MOST_LATE_MS,
    },
    { what: `${name}, lateness grew by`, value: verdict.growthMs, unit: 'ms' },
    { what: `${name}, cores that the sidecar kept busy`, value: cores(step.sidecarCpuSeconds), unit: 'ratio' },
    { what: `${name}, cores that the client kept busy`, value: cores(step.clientCpuSeconds), unit: 'ratio' },
    { what: `${name}, cores that others kept busy`, value: step.otherCpuSeconds / step.wallSeconds, unit: 'ratio' },
  ];
  return figures.filter(({ value }) => !Number.isNaN(value));
}

function sentLate({ step }: Measured): Spread {
  return spreadOf(step.streams.map(({ sentLateMs }) => sentLateMs));
}
