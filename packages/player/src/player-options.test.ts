import { describe, expect, it } from 'vitest';
import { playerLimits } from './player-options.ts';
import { SpeechPlayer } from './speech-player.ts';

describe('playerLimits', () => {
  it('fills in what is usual', () => {
    expect(playerLimits({})).toEqual({ startMs: 150, maxBufferedS: 20, maxKeptS: 1_800 });
    expect(playerLimits({ startMs: 250, maxKeptS: 0 })).toEqual({ startMs: 250, maxBufferedS: 20, maxKeptS: 0 });
  });

  it.each([
    [{ startMs: 99 }, 'startMs is 99; it must be 100 to 250'],
    [{ startMs: Number.NaN }, 'startMs is NaN; it must be 100 to 250'],
    [{ maxBufferedS: 4 }, 'maxBufferedS is 4; it must be 5 to 120'],
    [{ maxKeptS: 1e9 }, 'maxKeptS is 1000000000; it must be 0 to 7200'],
  ])('refuses %o, before anything is played', (options, message) => {
    expect(() => new SpeechPlayer(options)).toThrow(new RangeError(message));
  });
});
