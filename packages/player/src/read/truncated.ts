import { PlayerError } from '../player-error.ts';

/** The stream ended before its end, which another try may not. */
export function truncated(what: string): PlayerError {
  return new PlayerError(`The speech broke off: ${what}.`, { code: 'truncated', retryable: true });
}
