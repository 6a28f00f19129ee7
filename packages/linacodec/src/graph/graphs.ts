import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { backboneGraph } from './backbone-graph.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { melGraph } from './mel-graph.ts';
import { prenetGraph } from './prenet-graph.ts';
import { upsamplerGraph } from './upsampler-graph.ts';
import { voiceGraph } from './voice-graph.ts';
import type { Weights } from './weights.ts';

/** Rises with every change of what the graphs compute or how they are fed, so that older built models are not used. */
export const BUILDER_VERSION = 1;

/**
 * The decoder in the order of the data. It is five graphs and not one, because each has a reach of its own in time:
 * a stream decodes each in windows of its own.
 */
export const GRAPHS = {
  voice: voiceGraph,
  prenet: prenetGraph,
  mel: melGraph,
  backbone: backboneGraph,
  upsampler: upsamplerGraph,
} satisfies Record<string, (g: GraphBuilder, weights: Weights, config: DecoderConfig) => Promise<void>>;

export type GraphName = keyof typeof GRAPHS;

export const GRAPH_NAMES = Object.keys(GRAPHS) as GraphName[];
