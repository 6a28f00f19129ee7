import { printEncoder } from '@voxlane/emulator';
import { describe, expect, it } from 'vitest';
import { cachedTokens } from './cached-tokens.ts';

describe('cachedTokens', () => {
  it('are as many as the audio needs', async () => {
    const samples = new Float32Array(24_000);
    expect(await cachedTokens()(samples)).toHaveLength((await printEncoder(samples)).length);
  });

  it('are made once for each length', async () => {
    const encode = cachedTokens();
    const first = encode(new Float32Array(24_000));
    expect(encode(new Float32Array(24_000).fill(0.5))).toBe(first);
    expect(await encode(new Float32Array(48_000))).not.toHaveLength((await first).length);
  });
});
