import type { BenchResult, ResultFigure } from './bench-result.ts';

/** A Markdown table of the figures; with `headlines`, only of those that say most. */
export function figureTable(results: readonly BenchResult[], headlines = false): string {
  const rows = results.flatMap(({ bench, figures }) =>
    figures
      .filter(({ headline }) => !headlines || headline)
      .map((figure) => `| ${figure.what} | ${measured(figure)} | ${wanted(figure)} | \`npm run bench ${bench}\` |`),
  );
  return ['| what | measured | target | command |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Where and when: in one line above or below a table. */
export function origin(results: readonly BenchResult[]): string {
  const places = results.map(({ machine: { cpu, cores, node, workerd }, measuredAt, runs }) => {
    const median = runs === 1 ? 'one run' : `medians of ${runs} runs (least to most in brackets)`;
    return `${cpu}, ${cores} cores, Node ${node}, workerd ${workerd}, ${measuredAt.slice(0, 10)}, ${median}`;
  });
  return [...new Set(places)].join('; ');
}

function measured({ value, least, most, unit }: ResultFigure): string {
  const range = least === most ? '' : ` (${shown(least)} to ${shown(most)})`;
  return `${shown(value)}${unitOf(unit)}${range}`;
}

function wanted({ target, unit, met }: ResultFigure): string {
  if (target === undefined) return '';
  return `${target === 0 ? 'none' : `at most ${shown(target)}${unitOf(unit)}`}${met ? '' : ', **missed**'}`;
}

function unitOf(unit: ResultFigure['unit']): string {
  return unit === 'times' || unit === 'ratio' ? '' : ` ${unit}`;
}

/** Three digits say all that a second run would say again. */
function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
