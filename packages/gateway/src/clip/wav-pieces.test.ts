import { floatToInt16, parseWavHeader, WAV_HEADER_BYTES } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { madeSpeech } from '../../test/made-speech.ts';
import { wavPieces } from './wav-pieces.ts';

const PIECE = 8_192;
/** Samples of which no two neighbours are alike. */
const block = (length: number, from = 0) => Float32Array.from({ length }, (_, i) => ((from + i) % 1_000) / 1_000);

async function piecesOf(blocks: readonly Float32Array[]): Promise<Uint8Array[]> {
  const all = await Array.fromAsync(await wavPieces(madeSpeech(blocks).speech, PIECE));
  return all;
}

describe('WAV in pieces', () => {
  it.each([
    ['one sample', [1], [2]],
    ['one short of a piece', [4_095], [8_190]],
    ['a piece', [4_096], [8_192]],
    ['one past a piece', [4_097], [8_192, 2]],
    ['blocks of every size', [1, 0, 4_096, 3, 9_000], [8_192, 8_192, 8_192, 1_624]],
    ['one long block', [20_000], [8_192, 8_192, 8_192, 8_192, 7_232]],
  ])('has a header, then pieces of one size of %s', async (_what, lengths, sizes) => {
    const [header, ...pieces] = await piecesOf(lengths.map((length) => block(length)));
    expect(header).toHaveLength(WAV_HEADER_BYTES);
    expect(parseWavHeader(header ?? new Uint8Array(0))).toMatchObject({ header: { sampleRate: 48_000 } });
    expect(pieces.map(({ byteLength }) => byteLength)).toEqual(sizes);
  });

  it('has every sample, in its place', async () => {
    const [, ...pieces] = await piecesOf([block(5_000), block(7_001, 5_000)]);
    const bytes = new Uint8Array(pieces.flatMap((piece) => [...piece]));
    const samples = new Int16Array(bytes.buffer);
    expect(samples).toEqual(new Int16Array(floatToInt16(block(12_001)).buffer));
  });

  it('lets go of the speech when it is left, also before its first piece', async () => {
    for (const read of [0, 1, 2]) {
      const made = madeSpeech([block(1), block(20_000)]);
      await made.speech.audio.next();
      const pieces = await wavPieces(made.speech, PIECE);
      for (let i = 0; i < read; i++) await pieces.next();
      await pieces.return();
      expect(made.released, `after ${read}`).toBe(1);
    }
  });

  it('breaks as the speech breaks', async () => {
    const { speech } = madeSpeech([block(5_000), new Error('broken')]);
    await expect(Array.fromAsync(await wavPieces(speech, PIECE))).rejects.toThrow('broken');
  });
});
