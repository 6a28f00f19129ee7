import type { BitWriter } from './bit-writer.ts';
import { bestFixedPrediction, type FixedPrediction } from './fixed-predictor.ts';
import { BITS_PER_SAMPLE } from './flac-format.ts';
import { foldSign, planRice, type RicePlan } from './rice-plan.ts';

/** Subframe types (RFC 9639, section 9.2.1), between a zero bit and the flag "no wasted bits", which is zero too. */
const CONSTANT = 0b000000 << 1;
const VERBATIM = 0b000001 << 1;
const FIXED = 0b001000 << 1;
const SUBFRAME_HEADER_BITS = 8;

/**
 * Writes the samples of a block as the cheapest subframe: one value where all are equal, else predicted, else as they
 * are, which bounds every frame. Needs at least one sample.
 */
export function writeSubframe(writer: BitWriter, samples: Int16Array): void {
  if (samples.every((sample) => sample === samples[0])) writeRaw(writer, CONSTANT, samples.subarray(0, 1));
  else writePredicted(writer, samples);
}

function writePredicted(writer: BitWriter, samples: Int16Array): void {
  const prediction = bestFixedPrediction(samples);
  const plan = planRice(prediction.residual, prediction.order);
  const bits = prediction.order * BITS_PER_SAMPLE + plan.bits;
  if (bits < samples.length * BITS_PER_SAMPLE) writeFixed(writer, samples, prediction, plan);
  else writeRaw(writer, VERBATIM, samples);
}

function writeFixed(writer: BitWriter, samples: Int16Array, prediction: FixedPrediction, plan: RicePlan): void {
  writeRaw(writer, FIXED | (prediction.order << 1), samples.subarray(0, prediction.order));
  writeResidual(writer, prediction, plan);
}

function writeRaw(writer: BitWriter, header: number, samples: Int16Array): void {
  writer.put(header, SUBFRAME_HEADER_BITS);
  for (const sample of samples) writer.put(sample, BITS_PER_SAMPLE);
}

/** Coding method, partition order, then each partition: its parameter and its errors (RFC 9639, section 9.2.7). */
function writeResidual(writer: BitWriter, { order, residual }: FixedPrediction, plan: RicePlan): void {
  const length = residual.length >> plan.partitionOrder;
  writer.put(plan.parameterBits - 4, 2);
  writer.put(plan.partitionOrder, 4);
  plan.parameters.forEach((parameter, partition) => {
    writer.put(parameter, plan.parameterBits);
    for (let i = partition === 0 ? order : partition * length; i < (partition + 1) * length; i++) {
      const folded = foldSign(residual[i] as number);
      writer.putUnary(folded >>> parameter);
      writer.put(folded, parameter);
    }
  });
}
