import { describe, expect, it } from 'vitest';
import { type CacheKeyParts, cacheKey, isCacheKey, sha256 } from './cache-key.ts';

const PARTS: CacheKeyParts = { content: 'c0ffee', builder: 1, precision: 'fp32', machine: 'cpu, x64, 1.30.0' };

describe('the key of built models', () => {
  it('is the same for the same parts, and a name that is known again', async () => {
    expect(await cacheKey({ ...PARTS })).toBe(await cacheKey(PARTS));
    expect(isCacheKey(await cacheKey(PARTS))).toBe(true);
  });

  it.each<Partial<CacheKeyParts>>([
    { content: 'decade' },
    { builder: 2 },
    { precision: 'fast' },
    { machine: 'cpu, x64, 1.31.0' },
    { content: 'c0ffee,1', machine: '' },
  ])('is another one with %j', async (changed) => {
    expect(await cacheKey({ ...PARTS, ...changed })).not.toBe(await cacheKey(PARTS));
  });

  it.each(['', 'checkpoints.json', 'a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), `${'a'.repeat(64)}\n`])(
    'is not %j',
    (name) => {
      expect(isCacheKey(name)).toBe(false);
    },
  );
});

describe('sha256', () => {
  // The second example of FIPS 180-2, appendix B, and the hash of nothing.
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of %j', async (text, hash) => {
    expect(await sha256(text)).toBe(hash);
  });
});
