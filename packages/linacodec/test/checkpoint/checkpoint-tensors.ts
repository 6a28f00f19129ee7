import type { Checkpoint } from '../../src/checkpoint/assemble-checkpoint.ts';
import type { TensorShape } from '../../src/checkpoint/tensor-shape.ts';
import type { NamedTensor } from './named-tensor.ts';

/** The tensors of a checkpoint, read and ready to be written again. */
export async function checkpointTensors(
  checkpoint: Checkpoint,
): Promise<{ model: NamedTensor[]; vocoder: NamedTensor[] }> {
  const read = (layout: readonly TensorShape[]) =>
    Promise.all(
      layout.map(async ({ name, shape }): Promise<NamedTensor> => {
        const numbers = await checkpoint.tensor(name);
        return { name, shape, data: () => numbers };
      }),
    );
  return { model: await read(checkpoint.layout.model), vocoder: await read(checkpoint.layout.vocoder) };
}
