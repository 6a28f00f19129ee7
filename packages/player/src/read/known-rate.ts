import { isSampleRate } from '@voxlane/audio';
import { PlayerError } from '../player-error.ts';

/** A rate that a header or an event names, in Hz; undefined when it names none. Throws a PlayerError on nonsense. */
export function namedRate(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const rate = Number(value);
  if (isSampleRate(rate)) return rate;
  throw new PlayerError(`The speech claims a sample rate of ${value} Hz; 4000 to 192000 can be played.`, {
    code: 'unknown_rate',
  });
}

/** The rate in Hz, which raw samples do not bring themselves. Throws a PlayerError when it is not known. */
export function knownRate(rate: number | undefined): number {
  if (rate !== undefined) return rate;
  const wanted = 'X-Sample-Rate (readable across origins: Access-Control-Expose-Headers), or rate= in the content type';
  throw new PlayerError(`The speech is raw samples and nothing says at which rate; send ${wanted}.`, {
    code: 'unknown_rate',
  });
}
