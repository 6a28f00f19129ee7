import { describe, expect, it } from 'vitest';
import { randomCheckpoint } from '../../test/random-weights.ts';
import { SMALL_CONFIG } from '../../test/small-config.ts';
import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { GraphBuilder } from './graph-builder.ts';
import { GRAPH_NAMES, GRAPHS } from './graphs.ts';
import { WeightStore } from './weight-store.ts';

/** Names of the tensors that all graphs together ask for. */
async function tensorsOf(config: DecoderConfig): Promise<{ asked: Set<string>; layout: string[] }> {
  const checkpoint = randomCheckpoint(config);
  const asked = new Set<string>();
  const tensor = (name: string) => {
    asked.add(name);
    return checkpoint.tensor(name);
  };
  for (const name of GRAPH_NAMES) {
    const g = new GraphBuilder(name, new WeightStore('weights', () => {}));
    await GRAPHS[name](g, { tensor }, config);
  }
  return { asked, layout: [...checkpoint.layout.model, ...checkpoint.layout.vocoder].map(({ name }) => name) };
}

describe('GRAPHS', () => {
  it.each<[string, Partial<DecoderConfig>]>([
    ['the official wiring', {}],
    [
      'biases and projections',
      { prenet: { ...SMALL_CONFIG.prenet, dim: 10, inputDim: 12, qkvBias: true, projBias: true } },
    ],
    ['no projection of the codes', { contentDim: 5, prenet: { ...SMALL_CONFIG.prenet, inputDim: 5 } }],
    ['no transposed convolution of the tokens', { melUpsampleFactor: 1 }],
  ])('use every tensor of a checkpoint with %s, and no other', async (_, changes) => {
    const { asked, layout } = await tensorsOf({ ...SMALL_CONFIG, ...changes });
    expect([...asked].sort()).toEqual(layout.sort());
  });
});
