import { CheckpointError, quoted } from './checkpoint-error.ts';
import { type CheckpointFile, decodeUtf8, readBytes } from './checkpoint-file.ts';
import { locateZipData } from './locate-zip-data.ts';
import { kindOf } from './pickle-machine.ts';
import { readZipDirectory, type ZipMember } from './read-zip-directory.ts';
import { DTYPE_BYTES, type StoredTensor } from './stored-tensor.ts';
import { type TorchStorage, TorchTensor, torchHost } from './torch-host.ts';
import { unpickle } from './unpickle.ts';

/** Longest pickle in bytes; that of the full-size vocoder has 20 KiB. */
const MAX_PICKLE_BYTES = 1024 * 1024;

/** Longest `byteorder` member in bytes. */
const MAX_BYTEORDER_BYTES = 16;

/** The pickle of an archive, and with it the folder that all members are in. */
const PICKLE_NAME = /^([^/]+)\/data\.pkl$/;

/** Stands before every name in files that were saved by data-parallel training. */
const PARALLEL_PREFIX = /^module\./;

/**
 * Lists the tensors of a state dict that torch.save wrote, without reading their numbers. Entries that are not tensors
 * are left out. Throws a CheckpointError on anything that is not such an archive.
 */
export async function readTorchArchive(file: CheckpointFile): Promise<Map<string, StoredTensor>> {
  const members = await readZipDirectory(file);
  const root = findRoot(members, file.name);
  await checkByteOrder(file, members.get(`${root}/byteorder`));
  const pickle = await readMember(file, requireMember(members, `${root}/data.pkl`, file.name), MAX_PICKLE_BYTES);
  const tensors = new Map<string, StoredTensor>();
  const starts = new Map<string, number>();
  for (const [key, { storage, shape, strides, offset }] of stateDict(pickle, file.name)) {
    const name = key.replace(PARALLEL_PREFIX, '');
    if (tensors.has(name)) {
      const found = 'it twice, with and without the prefix "module."';
      throw new CheckpointError({ file: file.name, tensor: name, found, expected: 'it once' });
    }
    const member = storageMember(members, root, storage, file.name);
    const start = starts.get(member.name) ?? (await locateZipData(file, member));
    starts.set(member.name, start);
    const { dtype } = storage;
    tensors.set(name, { file, dtype, shape, strides, offset: start + offset * (DTYPE_BYTES[dtype] ?? 0) });
  }
  return tensors;
}

function findRoot(members: ReadonlyMap<string, ZipMember>, file: string): string {
  const roots = [...members.keys()].flatMap((name) => PICKLE_NAME.exec(name)?.[1] ?? []);
  const [root] = roots;
  if (root !== undefined && roots.length === 1) return root;
  throw new CheckpointError({
    file,
    found: `${roots.length} members named <folder>/data.pkl`,
    expected: 'exactly one',
  });
}

async function checkByteOrder(file: CheckpointFile, member: ZipMember | undefined): Promise<void> {
  if (member === undefined) return;
  const order = decodeUtf8(await readMember(file, member, MAX_BYTEORDER_BYTES), file.name, 'the byte order');
  if (order === 'little') return;
  throw new CheckpointError({ file: file.name, found: `byte order ${quoted(order)}`, expected: '"little"' });
}

async function readMember(file: CheckpointFile, member: ZipMember, limit: number): Promise<Uint8Array> {
  if (member.size > limit) {
    const found = `zip entry ${quoted(member.name)} of ${member.size} bytes`;
    throw new CheckpointError({ file: file.name, found, expected: `at most ${limit}` });
  }
  return readBytes(file, await locateZipData(file, member), member.size, `zip entry ${quoted(member.name)}`);
}

function requireMember(members: ReadonlyMap<string, ZipMember>, name: string, file: string): ZipMember {
  const member = members.get(name);
  if (member !== undefined) return member;
  throw new CheckpointError({ file, found: `no zip entry ${quoted(name)}`, expected: 'every part of the state dict' });
}

function stateDict(pickle: Uint8Array, file: string): [string, TorchTensor][] {
  const value = unpickle(pickle, torchHost(file), file);
  if (!(value instanceof Map)) {
    throw new CheckpointError({ file, found: `${kindOf(value)} in the pickle`, expected: 'a dictionary of tensors' });
  }
  return [...value].filter(([, entry]) => entry instanceof TorchTensor);
}

function storageMember(
  members: ReadonlyMap<string, ZipMember>,
  root: string,
  { key, length, dtype }: TorchStorage,
  file: string,
): ZipMember {
  const member = requireMember(members, `${root}/data/${key}`, file);
  const bytes = length * (DTYPE_BYTES[dtype] ?? 0);
  if (member.size >= bytes) return member;
  const found = `${member.size} bytes in zip entry ${quoted(member.name)}`;
  throw new CheckpointError({ file, found, expected: `${bytes} for ${length} numbers of type ${dtype}` });
}
