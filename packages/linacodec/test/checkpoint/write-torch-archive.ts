import { countOf, encodeNumbers, type NamedTensor, WRITTEN_BYTES, type WrittenType } from './named-tensor.ts';
import { splitWeightNorm, type WeightNormForm } from './split-weight-norm.ts';
import { type StateEntry, type StatePickleOptions, statePickle } from './state-pickle.ts';
import { writeZip, type ZipInput } from './write-zip.ts';

/** Options of {@link writeTorchArchive}. */
export interface TorchArchiveOptions extends StatePickleOptions {
  /** How weights named `upsampler.upsample_layers.{i}.weight` are stored. */
  form?: WeightNormForm;
  dtype?: WrittenType;
  /** Class of the storages, when it is not that of `dtype`. */
  storageType?: string;
  /** Put before every name, such as `module.`. */
  prefix?: string;
}

const NORMED = /^upsampler\.upsample_layers\.\d+\.weight$/;

const STORAGE_TYPES: Readonly<Record<WrittenType, string>> = {
  F32: 'FloatStorage',
  F16: 'HalfStorage',
  BF16: 'BFloat16Storage',
  F64: 'DoubleStorage',
};

/** Writes a state dict as torch.save does, piece by piece; weights are given folded. */
export function writeTorchArchive(
  tensors: readonly NamedTensor[],
  options: TorchArchiveOptions = {},
): Generator<Uint8Array> {
  const { form = 'parametrizations', dtype = 'F32', storageType = STORAGE_TYPES[dtype], prefix = '' } = options;
  const stored = tensors.flatMap((tensor) =>
    form !== 'folded' && NORMED.test(tensor.name) ? splitWeightNorm(tensor, form) : [tensor],
  );
  const entries = stored.map((tensor, i) => stateEntry(tensor, `${i}`, storageType, prefix));
  const storages = stored.map(
    ({ shape, data }, i): ZipInput => ({
      name: `data/${i}`,
      size: countOf(shape) * WRITTEN_BYTES[dtype],
      data: () => encodeNumbers(data(), dtype),
    }),
  );
  return writeZip(archiveMembers(statePickle(entries, options), storages));
}

/** The members of an archive around a pickle and the storages, whose names begin with `data/`. */
export function archiveMembers(pickle: Uint8Array, storages: readonly ZipInput[], root = 'archive'): ZipInput[] {
  return [
    zipInput('data.pkl', pickle),
    zipInput('byteorder', new TextEncoder().encode('little')),
    ...storages,
    zipInput('version', new TextEncoder().encode('3\n')),
  ].map((member) => ({ ...member, name: `${root}/${member.name}` }));
}

/** A member of bytes that are there already. */
export function zipInput(name: string, bytes: Uint8Array): ZipInput {
  return { name, size: bytes.length, data: () => bytes };
}

function stateEntry({ name, shape }: NamedTensor, key: string, storageType: string, prefix: string): StateEntry {
  return {
    name: prefix + name,
    storageType,
    key,
    length: countOf(shape),
    offset: 0,
    shape,
    strides: shape.map((_, axis) => countOf(shape.slice(axis + 1))),
  };
}
