import { describe, expect, it } from 'vitest';
import { madeReport } from '../../test/made-speech.ts';
import type { RequestRecord } from '../log/request-record.ts';
import { serverTiming, stagesOf } from './server-timing.ts';

const NOW = 1_100;

function record(known: Partial<RequestRecord> = {}): RequestRecord {
  return { startedAt: 1_000, begun: true, ...known };
}

describe('the stages of a request', () => {
  it('are only its total while nothing else is known', () => {
    expect(stagesOf(record(), NOW)).toEqual({ total: 100 });
    expect(serverTiming(record(), NOW)).toBe('total;dur=100');
  });

  it('are those that were taken here', () => {
    const stages = stagesOf(record({ report: madeReport(), waitMs: 5 }), NOW);
    expect(stages).toEqual({
      wait: 5,
      queue: 20,
      'first-chunk': 60,
      decode: expect.closeTo(10.54, 9),
      'first-audio': 70.54,
      total: 100,
    });
  });

  it('leave out what did not happen', () => {
    const report = madeReport({ queueMs: undefined, firstChunkMs: undefined });
    expect(stagesOf(record({ report }), NOW)).toEqual({ 'first-audio': 70.54, total: 100 });
  });

  it('know of no decoding before the first audio', () => {
    const report = madeReport({ firstAudioMs: undefined });
    expect(stagesOf(record({ report }), NOW)).toEqual({ queue: 20, 'first-chunk': 60, total: 100 });
  });

  it("have a sidecar's under the same names, and its total under its own", () => {
    const sidecarMs = { wait: 1, queue: 19, 'first-chunk': 55, decode: 9, 'first-audio': 64, total: 66 };
    const report = madeReport({ sidecarMs, queueMs: 19, firstChunkMs: 55 });
    expect(stagesOf(record({ report }), NOW)).toEqual({
      wait: 1,
      queue: 19,
      'first-chunk': 55,
      decode: 9,
      sidecar: 66,
      'first-audio': 70.54,
      total: 100,
    });
  });

  it('do not take the way to a sidecar for decoding where it does not tell its own', () => {
    const report = madeReport({ sidecarMs: { total: 66 } });
    expect(stagesOf(record({ report }), NOW)).not.toHaveProperty('decode');
  });

  it('keep a wait of no time, which was measured', () => {
    expect(stagesOf(record({ waitMs: 0, report: madeReport({ sidecarMs: { wait: 3 } }) }), NOW)).toMatchObject({
      wait: 0,
    });
  });

  it('stand in the header with one decimal, in their order', () => {
    expect(serverTiming(record({ report: madeReport(), waitMs: 0.04 }), NOW + 0.25)).toBe(
      'wait;dur=0, queue;dur=20, first-chunk;dur=60, decode;dur=10.5, first-audio;dur=70.5, total;dur=100.3',
    );
  });
});
