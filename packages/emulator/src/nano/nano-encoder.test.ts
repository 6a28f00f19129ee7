import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, describe, expect, it } from 'vitest';
import { createNanoEncoder } from './nano-encoder.ts';

const nano = createNanoEncoder();
afterAll(() => nano.close());

/** A tensor of a check case: its bytes lie where the header, JSON behind a 64-bit length, says. */
async function checkCase(name: string) {
  const file = await readFile(createRequire(import.meta.url).resolve(`@voxlane/nano/check/${name}.safetensors`));
  const start = 8 + Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.subarray(8, start).toString()) as Record<string, { data_offsets: [number, number] }>;
  return (tensor: string) => {
    const [from, to] = header[tensor]?.data_offsets ?? [0, 0];
    return Uint8Array.from(file.subarray(start + from, start + to)).buffer;
  };
}

describe('the built-in encoder', () => {
  it.each(['case1', 'case2'])('makes the very tokens of the reference: %s', async (name) => {
    const tensor = await checkCase(name);
    const tokens = await nano.encode(new Float32Array(tensor('source_24k')));
    expect(tokens).toEqual(Array.from(new BigInt64Array(tensor('tokens')), Number));
    expect(tokens.length).toBeGreaterThan(40);
  });

  it.each([121, 1_080, 1_081, 24_000, 24_121])('makes as many tokens of %i samples as cover them', async (samples) => {
    const tokens = await nano.encode(new Float32Array(samples));
    expect(tokens).toHaveLength(Math.floor((samples + 839) / 960));
    expect(tokens.every((token) => token >= 0 && token < 12_800)).toBe(true);
  });

  it('refuses fewer samples than a model can take', async () => {
    await expect(nano.encode(new Float32Array(0))).rejects.toThrow();
  });

  it('leaves the thread of its caller free', async () => {
    let turns = 0;
    const count = setInterval(() => turns++, 1);
    await nano.encode(new Float32Array(20 * 24_000));
    clearInterval(count);
    expect(turns).toBeGreaterThan(3);
  });

  it('encodes no more once it is closed: neither what waits nor what comes later', async () => {
    const other = createNanoEncoder();
    const waiting = expect(other.encode(new Float32Array(121))).rejects.toThrow('the thread that encodes is closed');
    await other.close();
    await waiting;
    await expect(other.encode(new Float32Array(121))).rejects.toThrow('the encoder is closed');
  });

  it('closes unused', async () => {
    const unused = createNanoEncoder();
    await unused.close();
    await expect(unused.encode(new Float32Array(121))).rejects.toThrow('the encoder is closed');
  });
});
