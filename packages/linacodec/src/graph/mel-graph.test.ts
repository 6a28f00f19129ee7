import { describe, expect, it } from 'vitest';
import { maxAbs } from '../../test/golden.ts';
import { buildAndOpen } from '../../test/models.ts';
import { randomCheckpoint, randomValues } from '../../test/random-weights.ts';
import { conditioned, denseTransformer } from '../../test/reference/dense-transformer.ts';
import { addRows, convolveRows, layerNormRows, type Rows, toRows } from '../../test/reference/rows.ts';
import { SMALL_CONFIG } from '../../test/small-config.ts';
import type { Checkpoint } from '../checkpoint/assemble-checkpoint.ts';
import type { DecoderConfig } from '../checkpoint/decoder-config.ts';

const FRAMES = 40;

/** Weights of the postnet's convolutions are this small, so that its norms' epsilon counts as much as what they see. */
const FAINT = 1e-3;

function faintPostnet(config: DecoderConfig): Checkpoint {
  const checkpoint = randomCheckpoint(config);
  const faint = /^mel_postnet\.convolutions\.\d+\.0\./;
  return {
    ...checkpoint,
    tensor: async (name) => {
      const data = await checkpoint.tensor(name);
      return faint.test(name) ? data.map((value) => value * FAINT) : data;
    },
  };
}

/** The mel from what the decoder gives: convolution, norm, tanh but at the end, and all that added to its input. */
async function withPostnet(checkpoint: Checkpoint, decoded: Rows): Promise<Rows> {
  const { layers, kernel } = checkpoint.config.postnet;
  let x = decoded;
  for (let layer = 0; layer < layers; layer++) {
    const name = `mel_postnet.convolutions.${layer}`;
    const both = async (part: string) =>
      [await checkpoint.tensor(`${name}.${part}.weight`), await checkpoint.tensor(`${name}.${part}.bias`)] as const;
    x = layerNormRows(convolveRows(x, ...(await both('0')), kernel), ...(await both('1.norm')), 1e-5);
    if (layer < layers - 1) x = x.map((row) => row.map(Math.tanh));
  }
  return addRows(decoded, x);
}

describe('melGraph', () => {
  it.each<[string, Partial<DecoderConfig>]>([
    ['the official wiring', {}],
    ['more layers and a longer kernel', { postnet: { ...SMALL_CONFIG.postnet, layers: 4, kernel: 7 } }],
    ['full attention', { melDecoder: { ...SMALL_CONFIG.melDecoder, window: null } }],
    ['another epsilon', { melDecoder: { ...SMALL_CONFIG.melDecoder, normEps: 0.05 } }],
  ])('is as its definition with %s', async (_, changes) => {
    const checkpoint = faintPostnet({ ...SMALL_CONFIG, ...changes });
    const { melDecoder } = checkpoint.config;
    const frames = randomValues(FRAMES * melDecoder.dim, 1);
    const embedding = randomValues(128, 2);
    const opened = await buildAndOpen(checkpoint);
    try {
      const voice = await opened.models.voice(embedding);
      const { decoded, mel } = await opened.models.melStages(frames, voice, ['decoded', 'mel']);
      const speaker = conditioned(checkpoint, embedding, melDecoder);
      const right = await denseTransformer(
        checkpoint,
        'mel_decoder',
        toRows(frames, melDecoder.dim),
        melDecoder,
        speaker,
      );
      expect(maxAbs(right.flat(), decoded)).toBeLessThan(5e-5);
      expect(maxAbs((await withPostnet(checkpoint, right)).flat(), mel)).toBeLessThan(1e-3);
    } finally {
      await opened.close();
    }
  });
});
