import { CheckpointError } from './checkpoint-error.ts';
import type { FloatTensor } from './read-tensor.ts';
import type { StoredTensor } from './stored-tensor.ts';
import type { TensorShape } from './tensor-shape.ts';
import { weightForms } from './weight-forms.ts';
import { FLOAT_TYPES } from './widen.ts';

/** A tensor of the layout as its file holds it: one part, or the gain and the direction of a weight-normed one. */
export type TensorParts = readonly FloatTensor[];

/** A name inside a list of layers: the list, with a dot at its end. */
const LIST = /^.*?\.(?=\d+\.)/;

/**
 * Finds every tensor of a layout among those of a file. Throws a CheckpointError when one is missing, has another shape
 * or is not of a float type. It also throws when a list of layers holds a tensor that the layout does not name: then
 * weights and configuration belong to different models. Other tensors, such as those of the encoder, are ignored.
 */
export function resolveTensors(
  layout: readonly TensorShape[],
  stored: ReadonlyMap<string, StoredTensor>,
  file: string,
): Map<string, TensorParts> {
  const used = new Set<string>();
  const resolved = new Map<string, TensorParts>();
  for (const tensor of layout) {
    const form = chooseForm(tensor, stored, file);
    resolved.set(
      tensor.name,
      form.map((part) => requireFloats(part, stored.get(part.name), file)),
    );
    for (const { name } of form) used.add(name);
  }
  checkLists(used, stored, file);
  return resolved;
}

function chooseForm(
  tensor: TensorShape,
  stored: ReadonlyMap<string, StoredTensor>,
  file: string,
): readonly TensorShape[] {
  const forms = weightForms(tensor);
  const present = forms.filter((form) => form.some(({ name }) => stored.has(name)));
  const [form = [tensor], second] = present;
  if (second === undefined) return form;
  const found = present.flat().flatMap(({ name }) => (stored.has(name) ? [name] : []));
  throw new CheckpointError({ file, tensor: tensor.name, found: found.join(' and '), expected: 'only one form of it' });
}

function requireFloats(
  { name: tensor, shape }: TensorShape,
  stored: StoredTensor | undefined,
  file: string,
): FloatTensor {
  if (stored === undefined) {
    throw new CheckpointError({ file, tensor, found: 'no such tensor', expected: `one of shape [${shape}]` });
  }
  if (stored.shape.length !== shape.length || stored.shape.some((size, axis) => size !== shape[axis])) {
    throw new CheckpointError({ file, tensor, found: `shape [${stored.shape}]`, expected: `[${shape}]` });
  }
  const dtype = FLOAT_TYPES.find((type) => type === stored.dtype);
  if (dtype === undefined) {
    throw new CheckpointError({ file, tensor, found: `type ${stored.dtype}`, expected: FLOAT_TYPES.join(', ') });
  }
  return { ...stored, dtype };
}

function checkLists(used: ReadonlySet<string>, stored: ReadonlyMap<string, StoredTensor>, file: string): void {
  const lists = new Set([...used].map((name) => LIST.exec(name)?.[0]).filter((list) => list !== undefined));
  for (const tensor of stored.keys()) {
    const [list] = LIST.exec(tensor) ?? [];
    if (list === undefined || !lists.has(list) || used.has(tensor)) continue;
    const expected = 'no more tensors there than the configuration makes';
    throw new CheckpointError({ file, tensor, found: `a tensor in the list ${list}`, expected });
  }
}
