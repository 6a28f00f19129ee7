import { describe, expect, it } from 'vitest';
import { isRetryableStatus, retryAfterSeconds, retryDelayMs } from './retry-delay.ts';

const NOW = Date.UTC(2026, 0, 1);

describe('retryAfterSeconds', () => {
  it.each<[string, Record<string, string>, number | undefined]>([
    ['seconds', { 'retry-after': '7' }, 7],
    ['fractions, rounded up', { 'retry-after': '0.2' }, 1],
    ['a date', { 'retry-after': new Date(NOW + 9_000).toUTCString() }, 9],
    ['a date that has passed', { 'retry-after': new Date(NOW - 9_000).toUTCString() }, 0],
    ['the longest of several hints', { 'retry-after': '2', ratelimit: '"default";r=0;t=11' }, 11],
    ['the older form of RateLimit', { ratelimit: 'limit=10, remaining=0, reset=4' }, 4],
    ['at most five minutes', { 'retry-after': '99999' }, 300],
    ['nothing', {}, undefined],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
    ['an empty value', { 'retry-after': '' }, undefined],
  ])('reads %s', (_, headers, expected) => {
    expect(retryAfterSeconds(new Headers(headers), NOW)).toBe(expected);
  });
});

describe('retryDelayMs', () => {
  it('doubles up to its limit, half of it random', () => {
    expect([0, 1, 2, 9].map((attempt) => retryDelayMs(attempt, () => 0, undefined))).toEqual([125, 250, 500, 2_000]);
    expect(retryDelayMs(0, () => 0.999_999, undefined)).toBeCloseTo(250, 2);
  });

  it('waits at least as long as the upstream asks', () => {
    expect(retryDelayMs(0, () => 0, 3)).toBe(3_000);
  });
});

it('retries the answers that say "not now", and no other', () => {
  const statuses = [200, 400, 401, 404, 429, 500, 501, 502, 503, 504, 520, 522, 524];
  expect(statuses.filter(isRetryableStatus)).toEqual([429, 500, 502, 503, 504, 520, 522, 524]);
});
