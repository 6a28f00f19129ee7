import { describe, expect, it } from 'vitest';
import { capacityNote } from './capacity-note.ts';

describe('capacityNote', () => {
  it('tells how many streams the workers hold at best', () => {
    expect(capacityNote({ realTimeFactor: 0.0144, workers: 2, maxStreams: 16 })).toBe(
      'a second of speech is decoded in 14 ms on each of 2 workers: at best 138 streams in real time',
    );
  });

  it('warns when MAX_STREAMS promises more', () => {
    const note = capacityNote({ realTimeFactor: 0.2, workers: 2, maxStreams: 11 });
    expect(note).toMatch(/at best 10 streams in real time, but MAX_STREAMS is 11; lower it/);
  });

  it('warns when not even one stream is held', () => {
    expect(capacityNote({ realTimeFactor: 2.5, workers: 2, maxStreams: 1 })).toMatch(/at best 0 streams/);
  });
});
