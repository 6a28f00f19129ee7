import type { Figure } from '../benches/bench.ts';
import type { MemoryMark, StreamMemory } from './stream-memory.ts';

const MEGABYTE = 1_000_000;
/** What a stream may take beside the isolate's own. */
const TARGET_MEGABYTES = 8;

/** What long streams took of memory, format by format. */
export function memoryFigures(streams: readonly StreamMemory[]): Figure[] {
  return [
    ...streams.flatMap(figuresOf),
    {
      what: 'formats, memory: failed streams',
      value: streams.filter(({ failure }) => failure !== undefined).length,
      unit: 'times',
      target: 0,
    },
  ];
}

function figuresOf({ format: { name }, idle, rest, marks }: StreamMemory): Figure[] {
  return [
    ...marks.map((mark) => heapFigure(name, mark, rest.heap, mark === marks.at(-1))),
    ...marks.flatMap((mark) => residentFigure(name, mark, rest.resident)),
    {
      what: `${name}, memory that the isolate keeps after a stream`,
      value: (rest.heap - idle.heap) / MEGABYTE,
      unit: 'MB',
    },
  ];
}

function heapFigure(name: string, { minutes, memory }: MemoryMark, rest: number, headline: boolean): Figure {
  return {
    what: `${name}, memory of a stream in the isolate at ${minutes} min`,
    value: (memory.heap - rest) / MEGABYTE,
    unit: 'MB',
    target: TARGET_MEGABYTES,
    ...(headline && { headline }),
  };
}

function residentFigure(name: string, { minutes, memory }: MemoryMark, rest: number | undefined): Figure[] {
  if (memory.resident === undefined || rest === undefined) return [];
  const what = `${name}, resident memory of workerd above rest at ${minutes} min`;
  return [{ what, value: (memory.resident - rest) / MEGABYTE, unit: 'MB' }];
}
