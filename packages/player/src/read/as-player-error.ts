import { DataError } from '@voxlane/audio';
import { PlayerError } from '../player-error.ts';

/** Anything that was thrown while asking or reading, as what the listener is told. */
export function asPlayerError(cause: unknown): PlayerError {
  if (cause instanceof PlayerError) return cause;
  if (cause instanceof DataError) {
    const retryable = cause.code === 'truncated';
    return new PlayerError(`The speech cannot be read: ${cause.message}.`, { code: cause.code, retryable, cause });
  }
  // What fetch and its bodies throw when the connection fails.
  if (cause instanceof TypeError || (cause instanceof DOMException && cause.name === 'NetworkError')) {
    const message = 'The server cannot be reached, or the connection broke.';
    return new PlayerError(message, { code: 'network', retryable: true, cause });
  }
  return new PlayerError(cause instanceof Error ? cause.message : String(cause), { cause });
}
