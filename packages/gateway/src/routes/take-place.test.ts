import { Problem } from '@voxlane/schema';
import type { Speech } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { madeSpeech } from '../../test/made-speech.ts';
import { manualClock } from '../../test/manual-clock.ts';
import type { RequestRecord } from '../log/request-record.ts';
import type { Admission } from './admission.ts';
import { takePlace } from './take-place.ts';

const { signal } = new AbortController();

/** A place that is given when a test says so. */
function setUp() {
  const clock = manualClock();
  const record: RequestRecord = { startedAt: 0, begun: false };
  const turn = Promise.withResolvers<void>();
  const { speech } = madeSpeech([]);
  const state = { entered: [] as AbortSignal[], left: 0, begun: 0 };
  const admission: Admission = {
    enter(from) {
      state.entered.push(from);
      const leave = () => {
        state.left += 1;
      };
      return { turn: turn.promise, leave };
    },
  };
  const begin = async (): Promise<Speech> => {
    state.begun += 1;
    return speech;
  };
  return { clock, record, turn, speech, state, admission, begin };
}

describe('a place for a speech', () => {
  it('is taken before anything begins, and waited for before the speech does', async () => {
    const { clock, record, turn, speech, state, admission, begin } = setUp();
    const { start } = takePlace({ admission, clock }, record, signal, begin);
    expect(state).toMatchObject({ entered: [signal], begun: 0 });
    const starting = start();
    clock.advance(700);
    expect([state.begun, record.begun]).toEqual([0, false]);
    turn.resolve();
    expect(await starting).toBe(speech);
    expect(record).toMatchObject({ begun: true, waitMs: 700 });
    expect(state).toMatchObject({ begun: 1, left: 0 });
  });

  it('is given back by who took it', () => {
    const { clock, record, state, admission, begin } = setUp();
    takePlace({ admission, clock }, record, signal, begin).leave();
    expect(state).toMatchObject({ left: 1, begun: 0 });
  });

  it('may be refused at once', () => {
    const { clock, record, begin } = setUp();
    const full = new Problem('overloaded', 'There is no room');
    const admission: Admission = {
      enter() {
        throw full;
      },
    };
    expect(() => takePlace({ admission, clock }, record, signal, begin)).toThrow(full);
    expect(record.begun).toBe(false);
  });

  it('may be refused later: then nothing has begun', async () => {
    const { clock, record, turn, state, admission, begin } = setUp();
    const { start } = takePlace({ admission, clock }, record, signal, begin);
    const late = new Problem('overloaded', 'No place became free');
    turn.reject(late);
    await expect(start()).rejects.toBe(late);
    expect([state.begun, record.begun, record.waitMs]).toEqual([0, false, undefined]);
  });

  it('is not needed where places are not counted', async () => {
    const { clock, record, speech, begin } = setUp();
    const { start, leave } = takePlace({ clock }, record, signal, begin);
    expect(await start()).toBe(speech);
    leave();
    expect(record.begun).toBe(true);
    expect(record).not.toHaveProperty('waitMs');
  });
});
