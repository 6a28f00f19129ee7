/** Most partitions are 2^6: of 18 samples in the longest block. More cost more in parameters than they save. */
const MAX_PARTITION_ORDER = 6;
/** Folded errors of 16-bit samples are at most 2^20 (see FixedPrediction): a larger parameter never pays. */
const MAX_PARAMETER = 20;
const PARAMETERS = MAX_PARAMETER + 1;
/** Largest parameter of four bits; 15 is the escape code. */
const MAX_SHORT_PARAMETER = 14;
/** Coding method and partition order. */
const RESIDUAL_HEADER_BITS = 6;

/** How the errors of a block are coded: RFC 9639, section 9.2.7. */
export interface RicePlan {
  /** There are 2^partitionOrder partitions of equal length. */
  partitionOrder: number;
  /** Rice parameter of each partition. */
  parameters: number[];
  /** Width of a parameter: 4 is coding method 0, 5 is method 1. */
  parameterBits: 4 | 5;
  /** Length of all that in bits. */
  bits: number;
}

/** A signed error as an unsigned number, small for small errors: 0, -1, 1, -2, 2 -> 0, 1, 2, 3, 4. */
export function foldSign(value: number): number {
  return (value << 1) ^ (value >> 31);
}

/**
 * The cheapest division of `residual` (whose first `order` values are not coded) into partitions, each with its
 * cheapest parameter. The search is exact: what a parameter costs in two partitions is the sum of both, so the tables
 * of the finest division add up to those of every coarser one.
 */
export function planRice(residual: Int32Array, order: number): RicePlan {
  const finest = finestPartitionOrder(residual.length, order);
  let quotients = quotientSums(residual, order, finest);
  let best = planPartitions(quotients, residual.length, order, finest);
  for (let partitionOrder = finest - 1; partitionOrder >= 0; partitionOrder--) {
    quotients = mergePairs(quotients);
    const plan = planPartitions(quotients, residual.length, order, partitionOrder);
    if (plan.bits < best.bits) best = plan;
  }
  return best;
}

/** Partitions are of equal whole length, and the first is longer than the samples that it leaves out. */
function finestPartitionOrder(length: number, order: number): number {
  let finest = 0;
  while (finest < MAX_PARTITION_ORDER && length % (2 << finest) === 0 && length >> (finest + 1) > order) finest++;
  return finest;
}

/** `[partitions, PARAMETERS]`: the sum of all unary parts of a partition for each parameter. */
function quotientSums(residual: Int32Array, order: number, partitionOrder: number): Float64Array {
  const sums = new Float64Array(PARAMETERS << partitionOrder);
  const length = residual.length >> partitionOrder;
  for (let i = order; i < residual.length; i++) {
    let at = Math.floor(i / length) * PARAMETERS;
    for (let rest = foldSign(residual[i] as number); rest > 0; rest >>>= 1, at++) {
      sums[at] = (sums[at] as number) + rest;
    }
  }
  return sums;
}

/** Tables of half as many partitions. */
function mergePairs(sums: Float64Array): Float64Array {
  const merged = new Float64Array(sums.length / 2);
  for (let at = 0; at < merged.length; at += PARAMETERS) {
    for (let k = 0; k < PARAMETERS; k++) {
      merged[at + k] = (sums[2 * at + k] as number) + (sums[2 * at + PARAMETERS + k] as number);
    }
  }
  return merged;
}

function planPartitions(sums: Float64Array, length: number, order: number, partitionOrder: number): RicePlan {
  const parameters: number[] = [];
  let bits = RESIDUAL_HEADER_BITS;
  for (let at = 0; at < sums.length; at += PARAMETERS) {
    const count = (length >> partitionOrder) - (at === 0 ? order : 0);
    let cheapest = Infinity;
    let parameter = 0;
    for (let k = 0; k <= MAX_PARAMETER; k++) {
      const cost = (sums[at + k] as number) + count * (1 + k);
      if (cost >= cheapest) continue;
      cheapest = cost;
      parameter = k;
    }
    parameters.push(parameter);
    bits += cheapest;
  }
  const parameterBits = Math.max(...parameters) > MAX_SHORT_PARAMETER ? 5 : 4;
  return { partitionOrder, parameters, parameterBits, bits: bits + parameterBits * parameters.length };
}
