import { type Mutant, mutateBytes, type Range } from './byte-mutations.ts';
import type { CheckpointFiles, CheckpointPath } from './checkpoint-files.ts';
import { textEditor } from './text-mutations.ts';
import { safetensorsHeader } from './write-safetensors.ts';
import { zipPlaces } from './zip-places.ts';

/** Changes a file in a random way. */
export type Mutator = (random: () => number) => Mutant;

/** Length of a safetensors header stands in so many bytes. */
const LENGTH_BYTES = 8;

/** Bytes of a local zip header that are worth changing. */
const LOCAL_HEADER_BYTES = 64;

/** Share of changed configurations that are changed as bytes rather than as text. */
const BYTE_SHARE = 0.3;

/** A mutator for every file of a checkpoint; what they have found out about the files is shared by all runs. */
export function mutators(files: CheckpointFiles): Record<CheckpointPath, Mutator> {
  return {
    'config.yaml': yamlMutator(files['config.yaml']),
    'vocoder/config.yaml': yamlMutator(files['vocoder/config.yaml']),
    'model.safetensors': safetensorsMutator(files['model.safetensors']),
    'vocoder/pytorch_model.bin': archiveMutator(files['vocoder/pytorch_model.bin']),
  };
}

function yamlMutator(yaml: Uint8Array): Mutator {
  const edit = textEditor(new TextDecoder().decode(yaml));
  return (random) => {
    if (random() < BYTE_SHARE) return mutateBytes(random, yaml, [[0, yaml.length]]);
    const { text, what } = edit(random);
    return { pieces: [new TextEncoder().encode(text)], what };
  };
}

function safetensorsMutator(file: Uint8Array): Mutator {
  const view = new DataView(file.buffer, file.byteOffset);
  const end = LENGTH_BYTES + Number(view.getBigUint64(0, true));
  const edit = textEditor(new TextDecoder().decode(file.subarray(LENGTH_BYTES, end)));
  const data = file.subarray(end);
  const hot: Range[] = [
    [0, LENGTH_BYTES],
    [LENGTH_BYTES, end],
    [LENGTH_BYTES, end],
  ];
  return (random) => {
    if (random() < 0.5) return mutateBytes(random, file, hot);
    const { text, what } = edit(random);
    return { pieces: [safetensorsHeader(text), data], what };
  };
}

function archiveMutator(file: Uint8Array): Mutator {
  const { directory, end64, entries } = zipPlaces(file);
  const hot = entries.map(({ header }): Range => [header, header + LOCAL_HEADER_BYTES]);
  const pickles = entries
    .filter(({ name }) => name.endsWith('.pkl'))
    .map(({ data, size }): Range => [data, data + size]);
  const tails: Range[] = [
    [directory, file.length],
    [end64, file.length],
  ];
  return (random) => mutateBytes(random, file, random() < 0.5 ? pickles : random() < 0.7 ? tails : hot);
}
