import type { JobRecord } from '@voxlane/emulator';
import { describe, expect, it } from 'vitest';
import { countFailedSounds } from './count-failed-sounds.ts';
import { firstPlayableMs } from './first-playable.ts';
import { firstSoundFindings } from './first-sound-findings.ts';
import { heldBackMs } from './held-back.ts';
import { RAW } from './known-formats.ts';

/** Three chunks of 250 ms at 48 kHz, made in real time. */
const CHUNKS = [1_000, 1_250, 1_500].map((at) => ({ at, bytes: 24_000 }));
const BYTES_PER_SECOND = 96_000;
const JOBS = [{ input: { text: 'Aaa.' }, audio: CHUNKS }] as unknown as JobRecord[];

function arrivals(...seconds: [at: number, seconds: number][]) {
  return seconds.map(([at, had]) => ({ at, seconds: had, samples: had * 48_000 }));
}

describe('firstPlayableMs', () => {
  it('counts from the moment when RunPod had audio to the first sample that decodes', () => {
    expect(firstPlayableMs(CHUNKS, arrivals([1_001, 0], [1_004, 0.2]))).toBe(4);
  });

  it('is unknown where nothing could be decoded, or nothing was made', () => {
    expect(firstPlayableMs(CHUNKS, arrivals([1_001, 0]))).toBeUndefined();
    expect(firstPlayableMs(CHUNKS, [])).toBeUndefined();
    expect(firstPlayableMs([], arrivals([1_001, 1]))).toBeUndefined();
  });
});

describe('heldBackMs', () => {
  it('is what had been made and not been heard when the next chunk came; not at the end', () => {
    const heard = arrivals([1_003, 0.1], [1_005, 0.2], [1_253, 0.45], [1_503, 0.75]);
    expect(heldBackMs(CHUNKS, heard, BYTES_PER_SECOND)).toEqual([expect.closeTo(50), expect.closeTo(50)]);
  });

  it('is all of it where nothing came, and none where a chunk was the only one', () => {
    expect(heldBackMs(CHUNKS, [], BYTES_PER_SECOND)).toEqual([250, 500]);
    expect(heldBackMs(CHUNKS.slice(0, 1), [], BYTES_PER_SECOND)).toEqual([]);
  });
});

describe('countFailedSounds', () => {
  it.each([
    ['none of what was made', 0.75, 0],
    ['a last frame that was filled up', 0.82, 0],
    ['less than was made', 0.74, 1],
    ['more than a frame explains', 0.85, 1],
  ])('counts %s', (_, seconds, failed) => {
    const heard = [{ text: 'Aaa.', arrivals: arrivals([1_503, seconds]) }];
    expect(countFailedSounds(heard, JOBS, BYTES_PER_SECOND)).toBe(failed);
  });

  it('counts errors, and texts that nobody spoke', () => {
    const whole = arrivals([1_503, 0.75]);
    const heard = [
      { text: 'Aaa.', arrivals: whole, failure: 'aborted' },
      { text: 'Bbb.', arrivals: whole },
      { text: 'Aaa.', arrivals: [] },
    ];
    expect(countFailedSounds(heard, JOBS, BYTES_PER_SECOND)).toBe(3);
  });
});

describe('firstSoundFindings', () => {
  const heards = new Map([
    [RAW.name, [{ text: 'Aaa.', arrivals: arrivals([1_002, 0.25], [1_252, 0.5], [1_502, 0.75]) }]],
    ['mp3', [{ text: 'Aaa.', arrivals: arrivals([1_005, 0.2], [1_253, 0.4], [1_502, 0.76]) }]],
  ]);

  it("gives each format's first audio as what it is behind raw PCM, and what it holds back", () => {
    const { figures } = firstSoundFindings(heards, JOBS);
    const values = figures.map(({ what, value }) => [what, Math.round(value)]);
    expect(values).toEqual([
      [`${RAW.name}, first sample after RunPod had it, p50`, 2],
      [`${RAW.name}, audio held back of the first chunk, p50`, 0],
      [`${RAW.name}, audio ever held back, most`, 0],
      ["mp3, first audio that decodes after raw PCM's, p50", 3],
      ['mp3, audio held back of the first chunk, p50', 50],
      ['mp3, audio ever held back, most', 100],
      ['formats: failed listeners', 0],
    ]);
  });
});
