import { describe, expect, it } from 'vitest';
import { drain, watchedOptions } from '../../test/body-reading.ts';
import { fakeSpeech, ramp } from '../../test/fake-speech.ts';
import { audioBody } from './audio-body.ts';
import { behind } from './behind.ts';
import { PLAIN_ENCODERS } from './sample-encoder.ts';

const BLOCKS = [ramp(0, 3), ramp(3, 4), ramp(7, 2)];

const bytesOf = (chunks: readonly Uint8Array[]) => chunks.flatMap((chunk) => [...chunk]);

describe('an encoder whose first bytes have been read', () => {
  it.each([0, 1, 2, 3])('goes on as a stream of the same bytes after %i blocks', async (blocks) => {
    const encoder = PLAIN_ENCODERS.wav(48_000);
    const head = Uint8Array.from(bytesOf(BLOCKS.slice(0, blocks).map((block) => encoder.push(block))));
    const { speech } = fakeSpeech(BLOCKS.slice(blocks));
    const { chunks } = await drain(audioBody(speech, behind(head, encoder), watchedOptions()));
    const whole = await drain(audioBody(fakeSpeech(BLOCKS).speech, PLAIN_ENCODERS.wav(48_000), watchedOptions()));
    expect(bytesOf(chunks)).toEqual(bytesOf(whole.chunks));
  });

  it('is freed as before', () => {
    let freed = 0;
    const free = () => {
      freed += 1;
    };
    behind(new Uint8Array(1), { ...PLAIN_ENCODERS.pcm(), free }).free?.();
    expect(freed).toBe(1);
  });
});
