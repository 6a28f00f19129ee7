import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heapBytes } from '../../../scripts/edge/heap-bytes.ts';
import { samplesOf } from './harness/compare-sound.ts';
import { jobsAbout } from './harness/jobs.ts';
import { ask, type Heard } from './harness/listener.ts';
import { STEEPEST, steppingVoice } from './harness/stepping-voice.ts';
import { type System, startSystem } from './harness/system.ts';

const SENTENCES = Array.from({ length: 1_000 }, (_, i) => `Sentence ${i} of a thousand says number ${i * 37}.`);
const TEXT = SENTENCES.join(' ');
const VOICE = { model: 'vibevoice', speaker: 'Alice', take: 0 } as const;
/** Samples behind a joint that may be bent so that it does not click: 5 ms. */
const SMOOTHED = 240;
/** Growth of what is alive in the isolate between two looks, in bytes; what it speaks meanwhile is more than ten times as much. */
const MOST_GROWTH = 4_000_000;
/** Bytes of the stream after which the isolate is looked at, which stops it and collects its garbage. */
const LOOKS = [10_000_000, 60_000_000];

describe('a text of a thousand sentences', () => {
  let system: System;
  let heard: Heard;
  let samples: Int16Array;
  let pieces: Int16Array[];
  const memory: number[] = [];

  beforeAll(async () => {
    system = await startSystem({ emulator: { synthesize: steppingVoice }, inspected: true });
    const { inspectorUrl = '' } = system.edge;
    const answer = await ask(system.url, { json: { text: TEXT } });
    let bytes = 0;
    const looks: Promise<unknown>[] = [];
    heard = await answer.hear((piece) => {
      bytes += piece.length;
      const due = LOOKS[looks.length];
      if (due !== undefined && bytes >= due) looks.push(heapBytes(inspectorUrl).then((alive) => memory.push(alive)));
    });
    await Promise.all(looks);
    samples = samplesOf(heard.bytes);
    pieces = await readPieces();
  });
  afterAll(() => system.close());

  /** What each job was to say, in the order of the text, as 16-bit samples. */
  async function readPieces(): Promise<Int16Array[]> {
    const said = jobsAbout(system, '').map(({ input }) => String(input.text));
    // Jobs of pieces that are asked for at the same time may arrive in any order.
    const texts = said.sort((a, b) => TEXT.indexOf(a) - TEXT.indexOf(b));
    expect(texts.join(' ') === TEXT, 'the jobs together say the text, and nothing twice').toBe(true);
    return Promise.all(texts.map(async (text) => toInt16((await steppingVoice(text, VOICE)).samples)));
  }

  it('streams to its end', () => {
    expect(heard.broken).toBe(false);
    expect(jobsAbout(system, '').map(({ status }) => status)).not.toContain('CANCELLED');
    expect(jobsAbout(system, '').length).toBeGreaterThanOrEqual(SENTENCES.length * 0.8);
  });

  it('is heard in order and whole, sample by sample', () => {
    let at = 0;
    for (const [place, piece] of pieces.entries()) {
      const from = place === 0 ? 0 : SMOOTHED;
      const got = samples.subarray(at + from, at + piece.length);
      expect(Buffer.from(got).equals(Buffer.from(piece.subarray(from))), `piece ${place}`).toBe(true);
      at += piece.length;
    }
    expect(samples.length).toBe(at);
  });

  it('does not click where its pieces meet', () => {
    let at = 0;
    let steepest = 0;
    let untreated = 0;
    let last: number | undefined;
    for (const piece of pieces) {
      untreated = Math.max(untreated, Math.abs((piece[0] ?? 0) - (last ?? piece[0] ?? 0)));
      for (let i = Math.max(1, at - SMOOTHED); i < at + SMOOTHED; i++) {
        steepest = Math.max(steepest, Math.abs((samples[i] ?? 0) - (samples[i - 1] ?? 0)));
      }
      at += piece.length;
      last = piece.at(-1);
    }
    expect(untreated, 'the voice does click by itself').toBeGreaterThan(20_000);
    // The bend itself adds at most half of pi times the step over its length.
    expect(steepest).toBeLessThanOrEqual(STEEPEST + Math.ceil((Math.PI / 2) * (untreated / SMOOTHED)));
  });

  it(`does not fill the memory of the isolate: at most ${MOST_GROWTH / 1e6} MB more late than early`, () => {
    const [early = Number.NaN, late = Number.NaN] = memory;
    expect(heard.bytes.length).toBeGreaterThan(Math.max(...LOOKS) + 5 * MOST_GROWTH);
    expect(late - early).toBeLessThan(MOST_GROWTH);
  });
});

function toInt16(samples: Float32Array): Int16Array {
  const whole = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) whole[i] = Math.round((samples[i] ?? 0) * 32_768);
  return whole;
}
