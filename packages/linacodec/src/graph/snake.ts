import type { GraphBuilder, Value } from './graph-builder.ts';
import type { Weights } from './weights.ts';

/** Keeps the quotient finite where `alpha` is 0; part of the trained function. */
const TINY = 1e-9;

/** Snake: `v + sin(alpha v)^2 / (alpha + 1e-9)`, `alpha` a channel. `[frames, channels]` -> the same. */
export async function snake(g: GraphBuilder, weights: Weights, name: string, x: Value): Promise<Value> {
  const alpha = await weights.tensor(`${name}.alpha`);
  const scale = alpha.map((one) => 1 / Math.fround(one + TINY));
  const sine = g.op('Sin', [g.op('Mul', [x, g.weight(`${name}.alpha`, alpha, [1, alpha.length])])]);
  const squared = g.op('Mul', [sine, sine]);
  return g.op('Add', [x, g.op('Mul', [squared, g.weight(`${name}.scale`, scale, [1, alpha.length])])]);
}
