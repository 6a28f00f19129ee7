import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { backbone } from './backbone.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { spectralHead } from './spectral-head.ts';
import type { Weights } from './weights.ts';

/**
 * Mel to the vocoder's features and the 24 kHz branch. In: `mel [frames, mels]`. Out: `features [frames, dim]`,
 * `head.even`, `head.odd`. Everything in it is local in time.
 */
export async function backboneGraph(g: GraphBuilder, weights: Weights, config: DecoderConfig): Promise<void> {
  const mel = g.input('mel', 'float32', ['frames', config.mels]);
  const features = await backbone(g, weights, mel, config);
  g.output('features', features, ['frames', config.vocoder.backbone.dim]);
  await spectralHead(g, weights, 'head', features, config.vocoder.head);
}
