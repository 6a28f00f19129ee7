import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { bytesOf, FACTS, keptSpeech } from '../../test/kept.ts';
import { joined, level } from '../../test/samples.ts';
import { ByteReader } from './byte-reader.ts';
import { keptBlock, keptEnd, keptHead, MAX_BLOCK_SAMPLES, MAX_FACTS_BYTES } from './kept-format.ts';
import { readBlocks, readHead } from './read-kept.ts';

const BLOCKS = [level(0.5, 3), level(-1, MAX_BLOCK_SAMPLES), level(0.25, 1)];
const WHOLE = keptSpeech(...BLOCKS);
const HEAD_BYTES = keptHead(FACTS).length;

/** All of a kept speech, and what broke it. */
async function read(bytes: Uint8Array, pieceBytes = 4_096) {
  let at = 0;
  const reader = new ByteReader(async () => {
    const piece = bytes.subarray(at, at + pieceBytes);
    at += pieceBytes;
    return piece.length === 0 ? undefined : piece;
  });
  const blocks: Float32Array[] = [];
  try {
    const facts = await readHead(reader);
    for await (const block of readBlocks(reader)) blocks.push(block);
    return { facts, blocks };
  } catch (error) {
    return { blocks, error };
  }
}

describe('a kept speech', () => {
  it.each([1, 2, 7, 1_000, 1_000_000])('is read as it was written, in pieces of %i bytes', async (pieceBytes) => {
    expect(await read(WHOLE, pieceBytes)).toEqual({ facts: FACTS, blocks: BLOCKS });
  });

  it('is clipped at full scale and rounded to 16 bits', async () => {
    const { blocks } = await read(keptSpeech(Float32Array.of(2, -2, 1 / 100_000, Number.NaN)));
    expect(joined(blocks)).toEqual(Float32Array.of(32_767 / 32_768, -1, 0, 0));
  });

  it('breaks wherever it was cut, and never ends', async () => {
    const around = [...Array(HEAD_BYTES + 20).keys(), ...Array.from({ length: 20 }, (_, i) => WHOLE.length - 1 - i)];
    for (const length of around) {
      const { error } = await read(WHOLE.subarray(0, length));
      expect(error, `cut to ${length} bytes`).toBeInstanceOf(Problem);
      expect(error).toMatchObject({ code: 'internal', retryable: true });
    }
  });

  it('gives what came before the cut', async () => {
    expect((await read(WHOLE.subarray(0, WHOLE.length - 1))).blocks).toEqual(BLOCKS);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /does not begin/],
    ['another magic', bytesOf(Uint8Array.of(0x52), WHOLE.subarray(1)), /does not begin/],
    ['another version', bytesOf(WHOLE.subarray(0, 3), Uint8Array.of(2), WHOLE.subarray(4)), /does not begin/],
    ['no facts', bytesOf(WHOLE.subarray(0, 4), Uint8Array.of(0, 0), WHOLE.subarray(HEAD_BYTES)), /says nothing/],
    ['huge facts', bytesOf(WHOLE.subarray(0, 4), Uint8Array.of(255, 255), new Uint8Array(65_535)), /says nothing/],
    ['facts that are not UTF-8', bytesOf(WHOLE.subarray(0, 4), Uint8Array.of(1, 0, 255)), /says nothing/],
    ['a byte behind its end', bytesOf(WHOLE, Uint8Array.of(0)), /behind its end/],
    ['two speeches in one', bytesOf(WHOLE, WHOLE), /behind its end/],
    ['a block too many', bytesOf(keptHead(FACTS), keptBlock(level(1, 4)), keptEnd(3)), /has 4 samples instead of 3/],
    ['a block missing', bytesOf(keptHead(FACTS), keptBlock(level(1, 4)), keptEnd(9)), /has 4 samples instead of 9/],
    ['a huge block', bytesOf(keptHead(FACTS), Uint8Array.of(255, 255)), /65535 samples; 4800 is the most/],
    ['a byte lost in the middle', bytesOf(WHOLE.subarray(0, HEAD_BYTES + 3), WHOLE.subarray(HEAD_BYTES + 4)), /./],
  ])('is refused with %s', async (_, bytes, message) => {
    const { error } = await read(bytes);
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).message).toMatch(message);
  });

  it('is not begun with facts that nobody would read again', () => {
    expect(() => keptHead({ ...FACTS, voice: 'x'.repeat(MAX_FACTS_BYTES) })).toThrow(RangeError);
  });
});
