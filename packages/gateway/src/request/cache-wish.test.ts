import { expect, it } from 'vitest';
import { cacheWish } from './cache-wish.ts';

it.each([
  ['', 'use'],
  ['max-age=60', 'use'],
  ['no-transform', 'use'],
  ['no-store-at-all', 'use'],
  ['no-cache', 'renew'],
  ['No-Cache, no-transform', 'renew'],
  ['max-age=0', 'renew'],
  ['no-store', 'none'],
  ['no-cache,NO-STORE', 'none'],
] as const)("reads '%s' as %s", (header, wish) => {
  expect(cacheWish(header)).toBe(wish);
});
