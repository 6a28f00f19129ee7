import { PlayerError } from '@voxlane/player';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import { failureOf } from './failure.ts';

describe('failureOf', () => {
  it.each([
    ['unauthorized', 401, 'key'],
    ['rate_limited', 429, 'retry'],
    ['cold_start_timeout', 503, 'retry'],
    ['overloaded', 503, 'retry'],
    ['network', 0, 'retry'],
    ['upstream_gap', 502, 'retry'],
    ['unknown_voice', 400, undefined],
    ['not_configured', 503, undefined],
    ['invalid_request', 400, undefined],
    ['http_500', 500, 'retry'],
  ])('has after %s a button that does: %s %s', (code, status, action) => {
    const failure = failureOf(new ApiError('said so', { code, status }));
    expect(failure.action).toBe(action);
    expect(failure.detail).toBe('said so');
  });

  it('says how long to wait, where that is known', () => {
    const error = new ApiError('no', { code: 'rate_limited', status: 429, retryAfterS: 6.2 });
    expect(failureOf(error).advice).toBe('Wait a moment, then try again (in 7 s).');
  });

  it('tells of what the player met, and of a code that is no code', () => {
    expect(failureOf(new PlayerError('cut', { code: 'network' })).title).toBe('No connection to the server');
    for (const odd of [undefined, null, 'text', new Error(''), { code: 'constructor' }]) {
      expect(failureOf(odd).title).toBe('Something went wrong');
    }
  });

  it('asks for a key at every 401', () => {
    expect(failureOf(new ApiError('no', { code: 'http_401', status: 401 })).action).toBe('key');
  });
});
