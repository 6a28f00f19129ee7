import { floats, type GoldenTensor, goldenPath, readSafetensors } from './golden.ts';

/** The small checkpoints that the reference data was made with. */
export const CHECKPOINTS = ['tiny-12hz', 'tiny-25hz'] as const;
export type CheckpointName = (typeof CHECKPOINTS)[number];

/** Names of all utterances of the reference data: random tokens by their number, lowest and highest token. */
export const CASES = ['n1', 'n2', 'n7', 'n25', 'n125', 'n375', 'zeros', 'max'] as const;
export type CaseName = (typeof CASES)[number];

/** One utterance of the reference data. */
export interface GoldenCase {
  tokens: Int32Array;
  embedding: Float32Array;
  tensors: Map<string, GoldenTensor>;
}

export function goldenCase(checkpoint: CheckpointName, name: CaseName): GoldenCase {
  const tensors = readSafetensors(goldenPath(`${checkpoint}/golden/${name}.safetensors`));
  return { tokens: Int32Array.from(integers(tensors, 'tokens')), embedding: floats(tensors, 'embedding'), tensors };
}

/** What every stage made of the case `n25`. */
export function goldenStages(checkpoint: CheckpointName): Map<string, GoldenTensor> {
  return readSafetensors(goldenPath(`${checkpoint}/golden/stages-25.safetensors`));
}

/** The I64 or I16 tensor called `name`, as numbers; throws an Error when there is none. */
export function integers(tensors: Map<string, GoldenTensor>, name: string): number[] {
  const data = tensors.get(name)?.data;
  if (data === undefined || data instanceof Float32Array) throw new Error(`there is no integer tensor called ${name}`);
  return Array.from<number | bigint, number>(data, Number);
}
