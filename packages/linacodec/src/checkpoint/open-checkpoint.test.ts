import { describe, expect, it } from 'vitest';
import { checkpointFiles } from '../../test/checkpoint/checkpoint-files.ts';
import { checkpointTensors } from '../../test/checkpoint/checkpoint-tensors.ts';
import { concat } from '../../test/checkpoint/concat.ts';
import { memoryFile, memoryFolder } from '../../test/checkpoint/memory-folder.ts';
import type { NamedTensor, WrittenType } from '../../test/checkpoint/named-tensor.ts';
import { refusal } from '../../test/checkpoint/refusal.ts';
import { writeSafetensors } from '../../test/checkpoint/write-safetensors.ts';
import { type TorchArchiveOptions, writeTorchArchive } from '../../test/checkpoint/write-torch-archive.ts';
import type { Checkpoint } from './assemble-checkpoint.ts';
import { openCheckpoint } from './open-checkpoint.ts';

const FILES = checkpointFiles('tiny-25hz');
const ORIGINAL = await openCheckpoint(memoryFolder(FILES));
const TENSORS = await checkpointTensors(ORIGINAL);
const ALL = [...TENSORS.model, ...TENSORS.vocoder];

const sumOfSizes = async (checkpoint: Checkpoint, tensors: readonly { name: string }[]) => {
  let sum = 0;
  for (const { name } of tensors)
    sum = (await checkpoint.tensor(name)).reduce((all, value) => all + Math.abs(value), sum);
  return sum;
};

/** Opens the small checkpoint with its weights written anew. */
const rewritten = (dtype: WrittenType, options: TorchArchiveOptions = {}) =>
  openCheckpoint(
    memoryFolder({
      ...FILES,
      'model.safetensors': concat(writeSafetensors(TENSORS.model, dtype)),
      'vocoder/pytorch_model.bin': concat(writeTorchArchive(TENSORS.vocoder, { dtype, ...options })),
    }),
  );

/** The largest error of any number, relative to the number, but to no less than `floor`. */
async function largestError(checkpoint: Checkpoint, tensors: readonly NamedTensor[], floor: number): Promise<number> {
  let largest = 0;
  for (const { name, data } of tensors) {
    const numbers = await checkpoint.tensor(name);
    data().forEach((right, i) => {
      largest = Math.max(largest, Math.abs((numbers[i] ?? Number.NaN) - right) / Math.max(floor, Math.abs(right)));
    });
  }
  return largest;
}

describe('openCheckpoint', () => {
  // Sums of absolute values and single numbers, taken from the files with Python's own zip, pickle and NumPy.
  it.each([
    ['tiny-12hz', 680_324, 72, 55, 21_501.59680284407, 36_951.16880394879],
    ['tiny-25hz', 218_676, 72, 43, 9856.03742448633, 13_926.540354890396],
  ] as const)('reads every tensor of %s', async (name, parameters, inModel, inVocoder, modelSum, vocoderSum) => {
    const checkpoint = await openCheckpoint(memoryFolder(checkpointFiles(name)));
    const { model, vocoder } = checkpoint.layout;
    expect([checkpoint.parameters, model.length, vocoder.length]).toEqual([parameters, inModel, inVocoder]);
    expect(await sumOfSizes(checkpoint, model)).toBeCloseTo(modelSum, 3);
    expect(await sumOfSizes(checkpoint, vocoder)).toBeCloseTo(vocoderSum, 3);
    for (const { name: tensor, shape } of [...model, ...vocoder]) {
      expect(await checkpoint.tensor(tensor)).toHaveLength(shape.reduce((product, size) => product * size, 1));
    }
  });

  it.each([
    ['mel_conv_upsample.weight', [-0.08463561, 0.14414482], 0.08782713115215302],
    ['backbone.embed.weight', [0.15664878, 0.06021793], -0.006151394918560982],
    ['head_48k.out.bias', [0.79974818, 1.17384362], -2.8217861652374268],
    ['upsampler.upsample_layers.0.weight', [-0.07701343, -0.00032161], 0.03551691284515636],
  ])('reads %s in its order', async (name, first, last) => {
    const numbers = await ORIGINAL.tensor(name);
    first.forEach((value, i) => {
      expect(numbers[i]).toBeCloseTo(value, 7);
    });
    expect(numbers.at(-1)).toBeCloseTo(last, 7);
  });

  it('reads no more than headers', async () => {
    const reading = { reads: 0, bytes: 0 };
    const files: Record<string, Uint8Array> = { ...FILES };
    await openCheckpoint({ open: async (path) => files[path] && memoryFile(path, [files[path]], reading) });
    expect(reading.bytes).toBeLessThan(40_000);
  });

  it('reads float64 as it was', async () => {
    expect(await largestError(await rewritten('F64'), TENSORS.model, 0)).toBe(0);
  });

  it.each([
    // Half a step of the last bit, and where the smallest numbers have fewer bits.
    ['F16', 2 ** -11, 2 ** -14],
    ['BF16', 2 ** -8, 0],
  ] as const)('reads %s within its precision', async (dtype, step, floor) => {
    const checkpoint = await rewritten(dtype, { form: 'folded' });
    const error = await largestError(checkpoint, ALL, floor);
    expect(error).toBeLessThanOrEqual(step);
    expect(error).toBeGreaterThan(step / 4);
  });

  it.each<TorchArchiveOptions>([
    { form: 'parametrizations' },
    { form: 'weight_g' },
    { form: 'folded' },
    { form: 'folded', prefix: 'module.' },
    { form: 'weight_g', prefix: 'module.', location: 'cuda:3' },
    { form: 'folded', protocol: 4, parameters: true },
  ])('reads the vocoder alike when it is written with %j', async (options) => {
    const checkpoint = await rewritten('F32', options);
    // Two roundings of float32: of the gain, and of the product.
    expect(await largestError(checkpoint, TENSORS.vocoder, 0)).toBeLessThanOrEqual(2 ** -22);
  });

  it('gives a tensor anew each time', async () => {
    const first = await ORIGINAL.tensor('head.out.bias');
    const right = first.slice();
    first.fill(0);
    expect(await ORIGINAL.tensor('head.out.bias')).toEqual(right);
  });

  it('has no tensor of another name', async () => {
    expect(await refusal(() => ORIGINAL.tensor('local_quantizer.proj_in.weight'))).toBeInstanceOf(RangeError);
  });

  it('refuses a file that has become shorter since it was opened', async () => {
    const path = 'model.safetensors';
    const file = memoryFile(path, [FILES[path]]);
    const others = memoryFolder({ ...FILES });
    const shrunk = { ...file, read: (at: number, length: number) => file.read(at, Math.min(length, 100)) };
    const error = await refusal(() =>
      openCheckpoint({ open: async (name) => (name === path ? shrunk : others.open(name)) }),
    );
    expect(error).toMatchObject({ file: path, found: '100 of the 11440 bytes of the header' });
  });

  it('passes on what the file system throws', async () => {
    const broken = new Error('EIO');
    expect(await refusal(() => openCheckpoint({ open: () => Promise.reject(broken) }))).toBe(broken);
  });
});
