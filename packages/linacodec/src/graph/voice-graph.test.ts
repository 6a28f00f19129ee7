import { describe, expect, it } from 'vitest';
import { SMALL_CONFIG } from '../../test/small-config.ts';
import { conditionLayout } from './voice-graph.ts';

describe('conditionLayout', () => {
  it('has three vectors a norm and, for the last one, two, in the order of the checkpoint', () => {
    const { parts, dim, size } = conditionLayout({
      ...SMALL_CONFIG,
      melDecoder: { ...SMALL_CONFIG.melDecoder, layers: 1 },
    });
    expect(parts).toEqual([
      ...['shift', 'scale', 'gate'].map((part) => `mel_decoder.layers.0.attention_norm.${part}`),
      ...['shift', 'scale', 'gate'].map((part) => `mel_decoder.layers.0.ffn_norm.${part}`),
      ...['shift', 'scale'].map((part) => `mel_decoder.norm.${part}`),
    ]);
    expect(size).toBe(8 * dim);
  });
});
