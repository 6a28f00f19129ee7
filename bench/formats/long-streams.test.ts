import { describe, expect, it } from 'vitest';
import { cpuFigures } from './cpu-findings.ts';
import { FORMATS, RAW } from './known-formats.ts';
import { memoryFigures } from './memory-findings.ts';

const mp3 = FORMATS.find(({ name }) => name === 'mp3') ?? RAW;
const MB = 1_000_000;

function valuesOf(figures: readonly { what: string; value: number }[]): Record<string, number> {
  return Object.fromEntries(figures.map(({ what, value }) => [what, value]));
}

describe('cpuFigures', () => {
  it("are by the second of audio, by the whole stream, and by raw PCM's", () => {
    const streams = [
      { format: RAW, audio: 1_810, cpu: 3.62 },
      { format: mp3, audio: 1_812, cpu: 9.06 },
    ];
    expect(valuesOf(cpuFigures(streams, 30))).toEqual({
      [`${RAW.name}, CPU of workerd for a second of audio`]: expect.closeTo(2),
      [`${RAW.name}, CPU of workerd for 30 min of audio`]: expect.closeTo(3.6),
      'mp3, CPU of workerd for a second of audio': expect.closeTo(5),
      'mp3, CPU of workerd for 30 min of audio': expect.closeTo(9),
      "mp3, CPU of workerd by raw PCM's": expect.closeTo(2.5),
      'formats, CPU time: failed streams': 0,
    });
  });

  it('leave out what the system does not tell or nobody heard, and count failures', () => {
    const streams = [
      { format: RAW, audio: 1_800, cpu: undefined },
      { format: mp3, audio: 0, cpu: 0.1, failure: 'status 500' },
    ];
    expect(valuesOf(cpuFigures(streams, 30))).toEqual({ 'formats, CPU time: failed streams': 1 });
  });
});

describe('memoryFigures', () => {
  const idle = { heap: 6 * MB, resident: 200 * MB };
  const rest = { heap: 7 * MB, resident: 210 * MB };
  const marks = [
    { minutes: 1, memory: { heap: 9 * MB, resident: 230 * MB } },
    { minutes: 30, memory: { heap: 16 * MB, resident: 225 * MB } },
  ];

  it('are what is above rest at each mark, and what rest has above an idle edge', () => {
    const figures = memoryFigures([{ format: mp3, idle, rest, marks }]);
    expect(valuesOf(figures)).toEqual({
      'mp3, memory of a stream in the isolate at 1 min': 2,
      'mp3, memory of a stream in the isolate at 30 min': 9,
      'mp3, resident memory of workerd above rest at 1 min': 20,
      'mp3, resident memory of workerd above rest at 30 min': 15,
      'mp3, memory that the isolate keeps after a stream': 1,
      'formats, memory: failed streams': 0,
    });
    expect(figures.filter(({ headline }) => headline).map(({ what, target }) => [what, target])).toEqual([
      ['mp3, memory of a stream in the isolate at 30 min', 8],
    ]);
  });

  it('leave out resident memory where the system does not tell it, and count failures', () => {
    const unknown = marks.map(({ minutes, memory }) => ({ minutes, memory: { ...memory, resident: undefined } }));
    const stream = { format: mp3, idle, rest, marks: unknown, failure: 'aborted' };
    const names = Object.keys(valuesOf(memoryFigures([stream])));
    expect(names.filter((name) => name.includes('resident'))).toEqual([]);
    expect(memoryFigures([stream]).at(-1)?.value).toBe(1);
  });
});
