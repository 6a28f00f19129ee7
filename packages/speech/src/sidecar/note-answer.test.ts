import { describe, expect, it } from 'vitest';
import type { SpeechReport } from '../speech.ts';
import { noteJobs, noteSpeech } from './note-answer.ts';

function report(): SpeechReport {
  return {
    service: 'echotts',
    voice: 'Asked',
    characters: 5,
    pieces: 0,
    jobs: ['earlier-1'],
    queueMs: undefined,
    firstChunkMs: undefined,
    firstAudioMs: undefined,
    sidecarMs: {},
    samples: 0,
    marks: [],
    ignored: [],
  };
}

function noted(headers: Record<string, string>): SpeechReport {
  const all = report();
  noteJobs(new Headers(headers), all);
  noteSpeech(new Headers(headers), all);
  return all;
}

describe("what a sidecar's answer says", () => {
  it('is noted: stages, jobs, pieces, voice and ignored fields', () => {
    const headers = {
      'server-timing': 'wait;dur=3, queue;dur=120, first-chunk;dur=350, first-audio;dur=410.5',
      'x-upstream-jobs': 'abc-1, def_2',
      'x-ignored-fields': 'cfg_scale, top.k',
      'x-voice': 'Echo (default)',
      'x-pieces': '4',
    };
    expect(noted(headers)).toEqual({
      ...report(),
      voice: 'Echo (default)',
      pieces: 4,
      jobs: ['earlier-1', 'abc-1', 'def_2'],
      queueMs: 120,
      firstChunkMs: 350,
      sidecarMs: { wait: 3, queue: 120, 'first-chunk': 350, 'first-audio': 410.5 },
      ignored: ['cfg_scale', 'top.k'],
    });
  });

  it('may be nothing at all', () => {
    expect(noted({})).toEqual(report());
  });

  it.each([
    ['x-upstream-jobs', ' , a b, <script>, ../x, a"b, '.concat('j'.repeat(65))],
    ['x-ignored-fields', '9lives, a b, , <b>, '.concat('f'.repeat(65))],
    ['x-voice', '<script>'],
    ['x-voice', 'v'.repeat(101)],
    ['x-voice', ' '],
    ['x-pieces', '-1'],
    ['x-pieces', '1.5'],
    ['x-pieces', '1e3'],
    ['x-pieces', '10000000'],
    ['server-timing', 'queue;dur=soon, first-chunk'],
  ])('is passed over where it makes no sense: %s: %s', (name, value) => {
    expect(noted({ [name]: value })).toEqual(report());
  });

  it('is bounded', () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `n${i}`).join(',');
    const { jobs, ignored } = noted({ 'x-upstream-jobs': many, 'x-ignored-fields': many });
    expect([jobs.length, ignored.length]).toEqual([21, 20]);
  });
});
