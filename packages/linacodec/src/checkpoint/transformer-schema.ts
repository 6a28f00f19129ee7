import { z } from 'zod';
import { component, count, odd } from './component-schema.ts';
import { MAX_HEADS, MAX_HIDDEN, MAX_LAYERS, MAX_WIDTH, MAX_WINDOW } from './config-limits.ts';
import type { TransformerConfig } from './decoder-config.ts';

/** Arguments of the transformer class with its own defaults; official files leave several out. */
const ARGUMENTS = z.object({
  dim: count(MAX_WIDTH),
  n_layers: count(MAX_LAYERS),
  n_heads: count(MAX_HEADS),
  window_size: odd(MAX_WINDOW).nullable().default(null),
  multiple_of: count(MAX_HIDDEN).default(256),
  ffn_dim_multiplier: z.number().positive().max(MAX_HIDDEN).nullable().default(null),
  input_dim: count(MAX_WIDTH).nullable().default(null),
  output_dim: count(MAX_WIDTH).nullable().default(null),
  norm_eps: z.number().positive().max(0.1).default(1e-5),
  use_rope: z.boolean().default(true),
  rope_theta: z.number().gt(1).max(1e12).default(500_000),
  qkv_bias: z.boolean().default(false),
  proj_bias: z.boolean().default(false),
  use_adaln_zero: z.boolean().default(false),
  adanorm_condition_dim: count(MAX_WIDTH).nullable().default(null),
  // A causal window looks the other way; no published decoder has one.
  causal: z.literal(false).default(false),
});

type Arguments = z.output<typeof ARGUMENTS>;

/** `class_path` and `init_args` of a transformer, read into its configuration. */
export const TRANSFORMER = component('Transformer', ARGUMENTS).transform(
  ({ init_args: args }): TransformerConfig => ({
    dim: args.dim,
    layers: args.n_layers,
    heads: args.n_heads,
    window: args.window_size,
    hidden: hiddenWidth(args),
    inputDim: args.input_dim,
    outputDim: args.output_dim,
    normEps: args.norm_eps,
    useRope: args.use_rope,
    ropeTheta: args.rope_theta,
    qkvBias: args.qkv_bias,
    projBias: args.proj_bias,
    adaLnZero: args.use_adaln_zero,
    // The class never looks at the width of a condition that it does not use.
    conditionDim: args.use_adaln_zero ? args.adanorm_condition_dim : null,
  }),
);

/** Two thirds of four times the width, scaled if asked, rounded up to a multiple: 768 gives 2048, 512 gives 1536. */
function hiddenWidth({ dim, ffn_dim_multiplier, multiple_of }: Arguments): number {
  const plain = Math.floor((2 * (4 * dim)) / 3);
  const scaled = ffn_dim_multiplier === null ? plain : Math.floor(ffn_dim_multiplier * plain);
  return Math.ceil(scaled / multiple_of) * multiple_of;
}
