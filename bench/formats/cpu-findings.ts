import type { Figure } from '../benches/bench.ts';
import { RAW } from './known-formats.ts';
import type { StreamCpu } from './stream-cpu.ts';

/** CPU time that the platform gives a request of a paid account which asks for no more, in seconds. */
const PLATFORM_CPU_SECONDS = 30;

/** What long streams cost in CPU time, format by format. @param minutes of audio in each. */
export function cpuFigures(streams: readonly StreamCpu[], minutes: number): Figure[] {
  const raw = streams.find(({ format }) => format.name === RAW.name);
  const rawCpu = raw && perSecond(raw);
  return [
    ...streams.flatMap((stream) => figuresOf(stream, minutes, rawCpu)),
    {
      what: 'formats, CPU time: failed streams',
      value: streams.filter(({ failure }) => failure !== undefined).length,
      unit: 'times',
      target: 0,
    },
  ];
}

/** CPU seconds for a second of audio. */
function perSecond({ cpu, audio }: StreamCpu): number | undefined {
  return cpu === undefined || audio === 0 ? undefined : cpu / audio;
}

function figuresOf(stream: StreamCpu, minutes: number, rawCpu: number | undefined): Figure[] {
  const cpu = perSecond(stream);
  if (cpu === undefined) return [];
  const { name } = stream.format;
  const figures: Figure[] = [
    { what: `${name}, CPU of workerd for a second of audio`, value: cpu * 1_000, unit: 'ms' },
    {
      what: `${name}, CPU of workerd for ${minutes} min of audio`,
      value: cpu * minutes * 60,
      unit: 'CPU s',
      target: PLATFORM_CPU_SECONDS,
      headline: true,
    },
  ];
  if (rawCpu === undefined || name === RAW.name) return figures;
  return [...figures, { what: `${name}, CPU of workerd by raw PCM's`, value: cpu / rawCpu, unit: 'ratio' }];
}
