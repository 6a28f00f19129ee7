import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/checkpoint/seeded-random.ts';
import { FAKE_CONFIG, FakeModels } from '../../test/stream/fake-models.ts';
import { VocoderWindows } from './vocoder-windows.ts';
import { windowPlan } from './window-plan.ts';

const PLAN = windowPlan(FAKE_CONFIG);
const { mels, vocoder } = FAKE_CONFIG;
const RATE = vocoder.upsampler.factors.reduce((product, factor) => product * factor, 1);
/** Frames of the first 3 s, in which previewed frames count too. */
const YOUNG = (3 * FAKE_CONFIG.sampleRate) / FAKE_CONFIG.hop;

const mel = (frames: number) => new Float32Array(frames * mels);
const samplesOf = (frames: number) => 2 * vocoder.head.hop * (frames - 1);

/** Runs windows of the given sizes, each with a preview, and returns the samples that each of them gave. */
async function run(models: FakeModels, sizes: readonly number[], preview: number): Promise<number[]> {
  const windows = new VocoderWindows(models.models, PLAN);
  const samples: number[] = [];
  for (const [index, size] of sizes.entries()) {
    const final = index === sizes.length - 1;
    const audio = await windows.next({ mel: mel(size), preview: mel(final ? 0 : preview) }, final);
    samples.push(audio.length);
  }
  return samples;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('VocoderWindows', () => {
  it('gives as many samples as the frames make, in windows of any sizes', async () => {
    const random = seededRandom(3);
    for (let round = 0; round < 25; round++) {
      const sizes = Array.from({ length: 1 + Math.floor(random() * 8) }, () => Math.floor(random() * 40));
      sizes.push(2 + Math.floor(random() * 5));
      expect(sum(await run(new FakeModels(), sizes, 4))).toBe(samplesOf(sum(sizes)));
    }
  });

  it('gives audio of a window as soon as the reach of the layers and of the crossover is there', async () => {
    const [first = 0] = await run(new FakeModels(), [200, 2], 0);
    const held = samplesOf(200) - first;
    expect(first).toBeGreaterThan(0);
    // The frames of the reach and of the inverse STFT, and at most 54 ms of the crossover.
    expect(held).toBeLessThanOrEqual((PLAN.backbone + PLAN.upsampler + 4) * 2 * vocoder.head.hop + 0.054 * 48_000);
  });

  it('gives nothing while there is only context, and runs nothing for it', async () => {
    const models = new FakeModels();
    const windows = new VocoderWindows(models.models, PLAN);
    expect(await windows.next({ mel: mel(PLAN.backbone), preview: mel(4) }, false)).toHaveLength(0);
    expect(models.calls).toEqual([]);
  });

  it('counts every frame once for the group norms, previewed or not', async () => {
    const random = seededRandom(4);
    for (let round = 0; round < 25; round++) {
      const models = new FakeModels();
      const sizes = Array.from({ length: 2 + Math.floor(random() * 8) }, () => Math.floor(random() * 30));
      sizes.push(20);
      await run(models, sizes, Math.min(...sizes, 6));
      const counted = models.calls.map((call) => call.counted ?? 0);
      expect(sum(counted)).toBe(sum(sizes) * RATE);
    }
  });

  it('counts previewed frames at once while the stream is young, and not later', async () => {
    const models = new FakeModels();
    const size = Math.ceil(YOUNG) + 10;
    await run(models, [size, size, size, 5], 4);
    const counted = models.calls.flatMap((call) =>
      call.graph === 'upsampler' ? [(call.counted as number) / RATE] : [],
    );
    expect(counted[0]).toBe(size + 4);
    // What was previewed has been counted, and what is context still is not.
    expect(counted[1]).toBe(size - 4 - PLAN.backbone);
    expect(counted[2]).toBe(size);
  });
});
