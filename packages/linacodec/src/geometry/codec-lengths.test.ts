import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.ts';
import { codecLengths, type LengthConfig, melFrames } from './codec-lengths.ts';

const HEAD = { dim: 512, nFft: 1024, hop: 256, padding: 'center' } as const;
const MEL = { sampleRate: 24_000, hop: 256, nFft: 1024, padding: 'center' } as const;

const AT_12_HZ: LengthConfig = {
  ...MEL,
  downsampleFactor: 4,
  melUpsampleFactor: 8,
  vocoder: {
    head: HEAD,
    head48k: HEAD,
    upsampler: { inChannels: 512, factors: [2, 1], kernels: [8, 8] },
  },
};

const AT_25_HZ: LengthConfig = { ...AT_12_HZ, downsampleFactor: 2, melUpsampleFactor: 4 };

function withVocoder(changes: Partial<LengthConfig['vocoder']>): LengthConfig {
  return { ...AT_12_HZ, vocoder: { ...AT_12_HZ.vocoder, ...changes } };
}

describe('codecLengths', () => {
  it.each([
    [1, 8, 3_584],
    [2, 16, 7_680],
    [7, 53, 26_624],
    [25, 188, 95_744],
    [50, 376, 192_000],
    [125, 938, 479_744],
    [250, 1_876, 960_000],
    [375, 2_813, 1_439_744],
  ])('%i tokens at 12.5 Hz are %i mel frames and %i samples', (tokens, frames, samples) => {
    expect(codecLengths(AT_12_HZ, tokens)).toEqual({
      tokens,
      upsampled: 8 * tokens,
      frames,
      vocoderFrames: 2 * frames + 1,
      lowSamples: 256 * (frames - 1),
      highSamples: 512 * frames,
      samples,
    });
  });

  it('has 3840 samples a token at 12.5 Hz, less 256 for an odd number of tokens', () => {
    for (let tokens = 1; tokens <= 2_000; tokens++) {
      expect(codecLengths(AT_12_HZ, tokens).samples).toBe(3_840 * tokens - (tokens % 2) * 256);
    }
  });

  it('has 1920 samples a token at 25 Hz, corrected by the remainder of the number modulo 4', () => {
    const corrections = [0, 128, -256, -128];
    for (let tokens = 1; tokens <= 2_000; tokens++) {
      expect(codecLengths(AT_25_HZ, tokens).samples).toBe(1_920 * tokens + (corrections[tokens % 4] ?? Number.NaN));
    }
  });

  it.each([
    ['tiny-12hz', AT_12_HZ],
    ['tiny-25hz', AT_25_HZ],
  ])('agrees with every case of %s', (checkpoint, config) => {
    const index = JSON.parse(readFileSync(goldenPath(`${checkpoint}/golden/index.json`), 'utf8'));
    const cases: { geometry: Record<string, number> }[] = Object.values(index.cases);
    expect(cases).toHaveLength(8);
    for (const { geometry } of cases) {
      expect(codecLengths(config, geometry.tokens ?? 0)).toMatchObject({
        frames: geometry.mel_frames,
        upsampled: geometry.conv_upsampled_frames,
        samples: geometry.samples_48k,
      });
    }
  });

  it.each([
    [[2], [8], 16],
    [[2, 1], [8, 8], 17],
    [[1], [8], 9],
    [[2], [7], 17],
    [[4, 3], [4, 3], 96],
    [[], [], 8],
  ])('turns 8 frames through factors %j and kernels %j into %i', (factors, kernels, vocoderFrames) => {
    const head48k = { ...HEAD, hop: 1_024 };
    const config = withVocoder({ head48k, upsampler: { inChannels: 512, factors, kernels } });
    expect(codecLengths(config, 1).vocoderFrames).toBe(vocoderFrames);
  });

  it('counts a hop for every frame of a head with padding same', () => {
    const head = { ...HEAD, padding: 'same' } as const;
    expect(codecLengths(withVocoder({ head, head48k: head }), 1)).toMatchObject({
      lowSamples: 8 * 256,
      highSamples: 17 * 256,
      samples: 16 * 256,
    });
  });

  it('refuses a number of tokens that is none', () => {
    for (const tokens of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => codecLengths(AT_12_HZ, tokens)).toThrow('must be a whole number of at least 1');
    }
  });

  it('refuses a 48 kHz branch that is shorter than the 24 kHz one', () => {
    const upsampler = { inChannels: 512, factors: [1], kernels: [1] };
    expect(() => codecLengths(withVocoder({ upsampler }), 1)).toThrow(
      'the 48 kHz branch gives 1792 samples; the 24 kHz branch needs 3584 of it',
    );
  });

  it('refuses fewer frames than a head can add up', () => {
    expect(() => codecLengths({ ...AT_12_HZ, hop: 4_096 }, 1)).toThrow('1 frames are too few for padding center');
  });

  it('refuses an upsampler stage without a kernel', () => {
    const upsampler = { inChannels: 512, factors: [2, 1], kernels: [8] };
    expect(() => codecLengths(withVocoder({ upsampler }), 1)).toThrow('stage 1 has a factor but no kernel');
  });
});

describe('melFrames', () => {
  it('pads at the edges, or by less, or not at all', () => {
    expect(melFrames(25, MEL)).toBe(47 + 1);
    expect(melFrames(25, { ...MEL, padding: 'same' })).toBe(47);
    expect(melFrames(25, { ...MEL, padding: 'valid' })).toBe(43 + 1);
  });

  it('rounds as the reference does: 311 of the first 4000 lengths get one sample more, which a hop of 1 shows', () => {
    const longer: number[] = [];
    for (let frames = 1; frames <= 4_000; frames++) {
      const samples = melFrames(frames, { ...MEL, hop: 1, padding: 'same' });
      if (samples !== 480 * frames + 120) {
        expect(samples).toBe(480 * frames + 121);
        longer.push(frames);
      }
    }
    expect(longer).toHaveLength(311);
    expect(longer.slice(0, 5)).toEqual([4, 27, 61, 62, 115]);
  });

  it('is not changed by that sample at the official hop', () => {
    for (let frames = 1; frames <= 4_000; frames++) {
      expect(melFrames(frames, MEL)).toBe(Math.floor((480 * frames + 120) / 256) + 1);
    }
  });
});
