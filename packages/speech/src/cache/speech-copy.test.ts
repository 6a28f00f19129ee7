import { describe, expect, it } from 'vitest';
import { drain } from '../../test/body-reading.ts';
import { bytesOf, FACTS, keptSpeech } from '../../test/kept.ts';
import { level } from '../../test/samples.ts';
import { keptHead, MAX_BLOCK_SAMPLES } from './kept-format.ts';
import { MAX_BACKLOG_BYTES, SpeechCopy } from './speech-copy.ts';

const PLENTY = 100_000_000;
const BLOCK = level(0.5, MAX_BLOCK_SAMPLES);

/** What is read of a copy once it is over. */
async function readBack(copy: SpeechCopy) {
  const { chunks, error } = await drain(copy.body);
  return { bytes: bytesOf(...chunks), error };
}

describe('SpeechCopy', () => {
  it('is a kept speech of what was pushed', async () => {
    const copy = new SpeechCopy(FACTS, PLENTY);
    copy.push(BLOCK);
    copy.push(new Float32Array(0));
    copy.push(level(0, 7));
    copy.finish();
    expect(await readBack(copy)).toEqual({ bytes: keptSpeech(BLOCK, level(0, 7)), error: undefined });
  });

  it('does not change what it copies', () => {
    const samples = Float32Array.of(0.1, 3);
    new SpeechCopy(FACTS, PLENTY).push(samples);
    expect(samples).toEqual(Float32Array.of(0.1, 3));
  });

  it('may be as long as it may be, and no byte longer', async () => {
    const speech = keptSpeech(BLOCK);
    for (const [maxBytes, kept] of [
      [speech.length, true],
      [speech.length - 1, false],
      [speech.length - BLOCK.length, false],
      [keptHead(FACTS).length - 1, false],
    ] as const) {
      const copy = new SpeechCopy(FACTS, maxBytes);
      copy.push(BLOCK);
      copy.finish();
      const { error } = await readBack(copy);
      expect(error === undefined, `${maxBytes} bytes`).toBe(kept);
      if (!kept) expect(String(error)).toMatch(/too long/);
    }
  });

  it.each([[[]], [[level(0, 100)]], [[level(1e-6, 100)]]])(
    'breaks when there was nothing to hear: %#',
    async (blocks) => {
      const copy = new SpeechCopy(FACTS, PLENTY);
      for (const block of blocks) copy.push(block);
      copy.finish();
      expect(String((await readBack(copy)).error)).toMatch(/nothing to hear/);
    },
  );

  it('breaks when it is given up, whatever comes after', async () => {
    const copy = new SpeechCopy(FACTS, PLENTY);
    copy.push(BLOCK);
    copy.giveUp('the listener left');
    copy.push(BLOCK);
    copy.finish();
    expect(String((await readBack(copy)).error)).toMatch(/the listener left/);
  });

  it('stays whole when it is given up after its end', async () => {
    const copy = new SpeechCopy(FACTS, PLENTY);
    copy.push(BLOCK);
    copy.finish();
    copy.giveUp('too late');
    expect(await readBack(copy)).toEqual({ bytes: keptSpeech(BLOCK), error: undefined });
  });

  it('breaks when the store falls behind by more than the backlog', async () => {
    const copy = new SpeechCopy(FACTS, PLENTY);
    const fitting = Math.floor(MAX_BACKLOG_BYTES / (2 + 2 * MAX_BLOCK_SAMPLES));
    for (let block = 0; block <= fitting; block++) copy.push(BLOCK);
    copy.finish();
    expect(String((await readBack(copy)).error)).toMatch(/too slow/);
  });

  it('goes on for ever with a store that keeps up', async () => {
    const copy = new SpeechCopy(FACTS, PLENTY);
    const reader = copy.body.getReader();
    let read = 0;
    for (let block = 0; block < 400; block++) {
      copy.push(BLOCK);
      read += (await reader.read()).value?.length ?? 0;
    }
    expect(read).toBeGreaterThan(MAX_BACKLOG_BYTES);
  });

  it('ends quietly with a store that wants no more', async () => {
    const copy = new SpeechCopy(FACTS, PLENTY);
    await copy.body.cancel();
    copy.push(BLOCK);
    copy.finish();
    expect((await readBack(copy)).bytes).toHaveLength(0);
  });
});
