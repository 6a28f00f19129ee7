import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/open-checkpoint.ts';
import { checkpointFolder } from '../../src/platform/checkpoint-folder.ts';
import { ExactEngine } from '../../src/stream/exact-engine.ts';
import { floats, readSafetensors, snr } from '../golden.ts';
import { buildAndOpen, type OpenModels } from '../models.ts';

const NANO = fileURLToPath(new URL('../../../nano', import.meta.url));

/** The limit for a float32 graph; summing in another order costs less than this. */
const LEAST_SNR_DB = 90;

describe('the built-in voice', () => {
  let open: OpenModels;
  beforeAll(async () => {
    open = await buildAndOpen(await openCheckpoint(checkpointFolder(NANO)));
  });
  afterAll(() => open.close());

  it.each(['case1', 'case2'])('sounds as the reference decodes it: %s', async (name) => {
    const tensors = readSafetensors(`${NANO}/check/${name}.safetensors`);
    const engine = new ExactEngine(open.models);
    engine.push(Int32Array.from(tensors.get('tokens')?.data as BigInt64Array, Number), floats(tensors, 'embedding'));
    engine.end();
    let step = await engine.step();
    while (!step.done) step = await engine.step();
    const expected = floats(tensors, 'waveform_48k');
    expect(step.audio).toHaveLength(expected.length);
    expect(snr(expected, step.audio ?? [])).toBeGreaterThan(LEAST_SNR_DB);
  });
});
