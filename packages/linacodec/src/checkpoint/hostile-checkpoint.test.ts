import { describe, expect, it } from 'vitest';
import { checkpointFiles } from '../../test/checkpoint/checkpoint-files.ts';
import { checkpointTensors } from '../../test/checkpoint/checkpoint-tensors.ts';
import type { Hostile } from '../../test/checkpoint/hostile.ts';
import { hostileArchives } from '../../test/checkpoint/hostile-archives.ts';
import { hostilePickles } from '../../test/checkpoint/hostile-pickles.ts';
import { hostileSafetensors } from '../../test/checkpoint/hostile-safetensors.ts';
import { hostileVocoders } from '../../test/checkpoint/hostile-vocoders.ts';
import { memoryFolder } from '../../test/checkpoint/memory-folder.ts';
import { refusal } from '../../test/checkpoint/refusal.ts';
import { CheckpointError } from './checkpoint-error.ts';
import { openCheckpoint } from './open-checkpoint.ts';

const FILES = checkpointFiles('tiny-25hz');
const TENSORS = await checkpointTensors(await openCheckpoint(memoryFolder(FILES)));

/** Opens the checkpoint with one file replaced, and reads every tensor of it. */
async function expectRefusal(path: string, { bytes, tensor, found, expected }: Hostile): Promise<void> {
  const error = await refusal(async () => {
    await checkpointTensors(await openCheckpoint(memoryFolder({ ...FILES, [path]: bytes })));
  });
  expect(error).toBeInstanceOf(CheckpointError);
  if (!(error instanceof CheckpointError)) return;
  expect(error).toMatchObject({ code: 'bad_checkpoint', retryable: false, file: path });
  expect(error.found).toContain(found);
  expect(error.expected).toContain(expected);
  if (tensor !== undefined) expect(error.tensor).toBe(tensor);
  const where = error.tensor === undefined ? path : `${path}, tensor ${error.tensor}`;
  expect(error.message).toBe(`${where}: found ${error.found}, expected ${error.expected}`);
}

describe('a checkpoint is refused', () => {
  it.each(Object.keys(FILES))('without %s', async (path) => {
    const { [path]: _, ...others } = { ...FILES } as Record<string, Uint8Array>;
    const error = await refusal(() => openCheckpoint(memoryFolder(others)));
    expect(error).toMatchObject({ code: 'bad_checkpoint', file: path, found: 'no such file' });
  });

  it.each(hostileSafetensors(TENSORS.model))('when model.safetensors is $what', async (row) => {
    await expectRefusal('model.safetensors', row);
  });

  it.each(hostileArchives(FILES['vocoder/pytorch_model.bin']))('when the archive is $what', async (row) => {
    await expectRefusal('vocoder/pytorch_model.bin', row);
  });

  it.each(hostilePickles())('when the pickle has $what', async (row) => {
    await expectRefusal('vocoder/pytorch_model.bin', row);
  });

  it.each(hostileVocoders(TENSORS.vocoder))('when the vocoder has $what', async (row) => {
    await expectRefusal('vocoder/pytorch_model.bin', row);
  });
});
