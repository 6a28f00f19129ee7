import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/checkpoint/seeded-random.ts';
import { SpeakerTrack } from './speaker-track.ts';

const A = Float32Array.of(1, 0);
const B = Float32Array.of(0, 1);
const C = Float32Array.of(1, 1);
/** Frames before and after a change in which both are heard. */
const HALF = 12;

function trackOf(...changes: [Float32Array, number][]): SpeakerTrack {
  const track = new SpeakerTrack();
  for (const [embedding, at] of changes) track.change(embedding, at);
  return track;
}

describe('SpeakerTrack', () => {
  it('knows nobody at first', () => {
    expect(new SpeakerTrack().shares(0, 5)).toEqual([]);
  });

  it('lets the first speaker speak from the start, wherever the embedding came', () => {
    expect(trackOf([A, 40]).shares(0, 100)).toEqual([{ embedding: A, shares: undefined }]);
  });

  it('takes the same embedding for no change, also as another array', () => {
    const track = trackOf([A, 0], [A.slice(), 30], [A.slice(), 60]);
    expect(track.shares(0, 100)).toEqual([{ embedding: A, shares: undefined }]);
  });

  it('fades one speaker into the next around the change and nowhere else', () => {
    const [before, after, ...others] = trackOf([A, 0], [B, 50]).shares(0, 100);
    expect(others).toEqual([]);
    expect([before?.embedding, after?.embedding]).toEqual([A, B]);
    const rise = after?.shares as Float32Array;
    expect(rise.indexOf(1)).toBe(50 + HALF);
    expect(rise.findIndex((share) => share > 0)).toBe(50 - HALF);
    expect(rise[49]).toBeLessThan(0.5);
    expect(rise[50]).toBeGreaterThan(0.5);
    for (let n = 1; n < 100; n++) expect((rise[n] as number) - (rise[n - 1] as number)).toBeLessThan(0.05);
  });

  it('tells only who speaks in the range', () => {
    const track = trackOf([A, 0], [B, 50]);
    expect(track.shares(0, 50 - HALF)).toEqual([{ embedding: A, shares: undefined }]);
    expect(track.shares(50 + HALF, 90)).toEqual([{ embedding: B, shares: undefined }]);
    expect(track.shares(40, 60)).toHaveLength(2);
  });

  it('keeps only the last of several changes at one place', () => {
    const track = trackOf([A, 0], [B, 50], [C, 50]);
    expect(track.shares(80, 90)).toEqual([{ embedding: C, shares: undefined }]);
    expect(track.shares(30, 70).map(({ embedding }) => embedding)).toEqual([A, C]);
    expect(trackOf([A, 0], [B, 0]).shares(0, 50)).toEqual([{ embedding: B, shares: undefined }]);
  });

  it('shares every frame out completely, also when speakers change faster than they fade', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 40; round++) {
      const track = new SpeakerTrack();
      for (let at = 0; at < 120; at += Math.floor(random() * 9)) {
        track.change(Float32Array.of(Math.floor(random() * 3)), at);
      }
      const total = new Float64Array(150);
      for (const { shares } of track.shares(0, 150)) {
        for (let n = 0; n < 150; n++) {
          total[n] = (total[n] as number) + Math.max(0, shares?.[n] ?? 1);
        }
      }
      expect(Math.max(...total)).toBeCloseTo(1, 5);
      expect(Math.min(...total)).toBeCloseTo(1, 5);
    }
  });

  it('skips a speaker who would not have faded in before the next one comes', () => {
    expect(
      trackOf([A, 0], [B, 50], [C, 73])
        .shares(0, 150)
        .map(({ embedding }) => embedding),
    ).toEqual([A, C]);
    expect(trackOf([A, 0], [B, 50], [C, 74]).shares(0, 150)).toHaveLength(3);
    expect(trackOf([A, 0], [B, 50], [A, 60]).shares(0, 150)).toEqual([{ embedding: A, shares: undefined }]);
  });

  it('has two speakers at most in any frame, whatever comes', () => {
    const random = seededRandom(6);
    const track = new SpeakerTrack();
    for (let at = 0; at < 2_000; at += Math.floor(random() * 40)) track.change(Float32Array.of(random()), at);
    for (let frame = 0; frame < 2_000; frame++) expect(track.shares(frame, frame + 1).length).toBeLessThanOrEqual(2);
  });

  it('forgets who has spoken, and changes nothing by it', () => {
    const track = trackOf([A, 0], [B, 50], [C, 100]);
    const kept = track.shares(70, 130);
    track.drop(-5);
    track.drop(70);
    expect(track.shares(70, 130)).toEqual(kept);
    expect(track.shares(0, 10).map(({ embedding }) => embedding)).toEqual([B]);
    track.drop(1_000);
    expect(track.shares(1_000, 1_010)).toEqual([{ embedding: C, shares: undefined }]);
  });

  it('keeps a copy of the embedding', () => {
    const embedding = A.slice();
    const track = trackOf([embedding, 0]);
    embedding.fill(9);
    expect(track.shares(0, 1)[0]?.embedding).toEqual(A);
  });
});
