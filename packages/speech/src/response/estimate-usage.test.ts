import { describe, expect, it } from 'vitest';
import { estimateUsage } from './estimate-usage.ts';

describe('the usage of a speech', () => {
  it.each([
    { characters: 0, samples: 0, input: 0, output: 0 },
    { characters: 1, samples: 1, input: 1, output: 1 },
    { characters: 41, samples: 48_000, input: 11, output: 20 },
    { characters: 400, samples: 120_000, input: 100, output: 50 },
  ])('is $input + $output for $characters characters and $samples samples at 48 kHz', (given) => {
    const { input, output } = given;
    const usage = { input_tokens: input, output_tokens: output, total_tokens: input + output };
    expect(estimateUsage(given, 48_000)).toEqual(usage);
  });
});
