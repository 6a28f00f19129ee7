import { describe, expect, it } from 'vitest';
import { decoderLayout } from '../../../packages/linacodec/src/checkpoint/decoder-layout.ts';
import { parseDecoderConfig } from '../../../packages/linacodec/src/checkpoint/parse-decoder-config.ts';
import { countParameters } from '../../../packages/linacodec/src/checkpoint/tensor-shape.ts';
import { REPO_ROOT } from '../../../scripts/bootstrap/repo-root.mjs';
import { fullSizeConfig } from './full-size-config.ts';

describe('the full-size configuration', () => {
  it('is that of a decoder with 85.2 million parameters', async () => {
    const texts = await fullSizeConfig(REPO_ROOT);
    const config = parseDecoderConfig({ model: texts['config.yaml'], vocoder: texts['vocoder/config.yaml'] });
    const { model, vocoder } = decoderLayout(config);
    expect(countParameters([...model, ...vocoder]) / 1e6).toBeCloseTo(85.2, 1);
  });
});
