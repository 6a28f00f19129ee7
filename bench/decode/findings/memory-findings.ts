import type { Figure, Findings } from '../../benches/bench.ts';
import { runInChild } from '../../child/run-in-child.ts';
import type { Plan } from '../plan.ts';
import type { Subject } from '../subject.ts';

const MEGABYTE = 1e6;

/** Resident memory with one worker and with two, each decoding a whole piece exactly. */
export async function memoryFindings({ model, cache }: Subject, { seconds }: Plan['memory']): Promise<Findings> {
  const measure = (workers: number) => runInChild('exactMemory', { model, cache, workers, threads: 1, seconds });
  const [one, two] = [await measure(1), await measure(2)];
  const figures = [
    megabytes('weights as built', one.weights),
    ...workerFigures('1 worker', one, seconds),
    ...workerFigures('2 workers', two, seconds),
    { ...megabytes('memory, what a second worker adds', two.warm - one.warm), headline: true },
  ] as const;
  return { figures: [...figures], spreads: {} };
}

function workerFigures(
  name: string,
  { loaded, warm, peaks }: { loaded: number; warm: number; peaks: number[] },
  seconds: readonly number[],
): Figure[] {
  return [
    megabytes(`memory, ${name}, loaded`, loaded),
    megabytes(`memory, ${name}, all weights in use`, warm),
    ...peaks.map((peak, i): Figure => {
      return megabytes(`memory, ${name}, most at exact ${seconds[i]} s each`, peak);
    }),
  ];
}

function megabytes(what: string, bytes: number): Figure {
  return { what, value: bytes / MEGABYTE, unit: 'MB' };
}
