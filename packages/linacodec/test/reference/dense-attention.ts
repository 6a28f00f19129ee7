import type { TransformerConfig } from '../../src/checkpoint/decoder-config.ts';
import type { Weights } from '../../src/graph/weights.ts';
import { linearRows, type Rows } from './rows.ts';

/**
 * Attention as its definition has it, every frame against every other one, those outside of the window left out:
 * `[frames, dim]` -> `[frames, dim]`. Rotary pairs are interleaved, angles exact.
 */
export async function denseAttention(
  weights: Weights,
  name: string,
  x: Rows,
  config: TransformerConfig,
): Promise<Rows> {
  const project = async (part: string, input: Rows, hasBias: boolean) =>
    linearRows(
      input,
      await weights.tensor(`${name}.${part}.weight`),
      hasBias ? await weights.tensor(`${name}.${part}.bias`) : undefined,
    );
  const q = rotated(await project('wq', x, config.qkvBias), config);
  const k = rotated(await project('wk', x, config.qkvBias), config);
  const v = await project('wv', x, config.qkvBias);
  const size = config.dim / config.heads;
  const reach = config.window === null ? Number.POSITIVE_INFINITY : (config.window - 1) / 2;
  const mixed = x.map((_, frame) =>
    Array.from({ length: config.heads }, (_, head) => {
      const own = (row: number[] | undefined) => (row as number[]).slice(head * size, (head + 1) * size);
      const seen = x.map((_, other) => other).filter((other) => Math.abs(other - frame) <= reach);
      const logits = seen.map((other) => dot(own(q[frame]), own(k[other])) / Math.sqrt(size));
      const shares = softmax(logits);
      return Array.from({ length: size }, (_, i) =>
        seen.reduce((sum, other, n) => sum + (shares[n] as number) * (own(v[other])[i] as number), 0),
      );
    }).flat(),
  );
  return project('wo', mixed, config.projBias);
}

function rotated(x: Rows, { dim, heads, useRope, ropeTheta }: TransformerConfig): Rows {
  if (!useRope) return x;
  const size = dim / heads;
  return x.map((row, position) =>
    row.map((value, channel) => {
      const within = channel % size;
      const angle = position * ropeTheta ** (-(within - (within % 2)) / size);
      const partner = row[channel + (within % 2 === 0 ? 1 : -1)] as number;
      return value * Math.cos(angle) + (within % 2 === 0 ? -partner : partner) * Math.sin(angle);
    }),
  );
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}

function softmax(logits: number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
