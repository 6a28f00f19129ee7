import { parseWavHeader, WAV_HEADER_BYTES } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { drain, int16Of, watchedOptions } from '../../test/body-reading.ts';
import { fakeSpeech, ramp } from '../../test/fake-speech.ts';
import { audioBody } from './audio-body.ts';
import { behind, readClip } from './read-clip.ts';
import { PLAIN_ENCODERS } from './sample-encoder.ts';

const BLOCKS = [ramp(0, 3), ramp(3, 4), ramp(7, 2)];
const ALL = [0, 1, 2, 3, 4, 5, 6, 7, 8];

describe('a clip that is read before it is sent', () => {
  it('is all of the speech', async () => {
    const { whole, bytes } = await readClip(fakeSpeech(BLOCKS).speech, PLAIN_ENCODERS.pcm(), 100);
    expect(whole).toBe(true);
    expect(int16Of(bytes)).toEqual(ALL);
  });

  it('says its length in a WAV header', async () => {
    const { bytes } = await readClip(fakeSpeech(BLOCKS).speech, PLAIN_ENCODERS.wav(48_000), 100);
    expect(bytes).toHaveLength(WAV_HEADER_BYTES + 2 * ALL.length);
    const view = new DataView(bytes.buffer);
    expect([view.getUint32(4, true), view.getUint32(40, true)]).toEqual([bytes.length - 8, 2 * ALL.length]);
    expect(parseWavHeader(bytes)).toMatchObject({ header: { sampleRate: 48_000 } });
    expect(int16Of(bytes.subarray(WAV_HEADER_BYTES))).toEqual(ALL);
  });

  it('is as long as is held at once, and no byte longer than the block that went past it', async () => {
    const fake = fakeSpeech(BLOCKS);
    const { whole, bytes } = await readClip(fake.speech, PLAIN_ENCODERS.pcm(), 2 * ALL.length - 1);
    expect(whole).toBe(false);
    expect(bytes).toHaveLength(2 * ALL.length);
    expect(fake.returns).toBe(0);
  });

  it('is whole at exactly the most that is held', async () => {
    const { whole } = await readClip(fakeSpeech(BLOCKS).speech, PLAIN_ENCODERS.pcm(), 2 * ALL.length);
    expect(whole).toBe(true);
  });

  it.each([0, 6, 14, 17])('goes on as a stream of the same bytes when only %i are held', async (maxBytes) => {
    const { speech } = fakeSpeech(BLOCKS);
    const encoder = PLAIN_ENCODERS.wav(48_000);
    const { whole, bytes } = await readClip(speech, encoder, maxBytes);
    const options = watchedOptions();
    const { chunks } = await drain(audioBody(speech, behind(bytes, encoder), options));
    const streamed = await drain(audioBody(fakeSpeech(BLOCKS).speech, PLAIN_ENCODERS.wav(48_000), watchedOptions()));
    expect(whole).toBe(false);
    expect(chunks.flatMap((chunk) => [...chunk])).toEqual(streamed.chunks.flatMap((chunk) => [...chunk]));
    expect(options.ends).toEqual([{ outcome: 'done', bytes: WAV_HEADER_BYTES + 2 * ALL.length }]);
  });

  it('lets go of the speech when it cannot be encoded', async () => {
    const fake = fakeSpeech(BLOCKS);
    const push = () => {
      throw new Error('no memory');
    };
    await expect(readClip(fake.speech, { ...PLAIN_ENCODERS.pcm(), push }, 100)).rejects.toThrow('no memory');
    expect(fake.released).toBe(1);
  });

  it('breaks as the speech breaks', async () => {
    const { speech } = fakeSpeech([ramp(0, 3), new Error('broken')]);
    await expect(readClip(speech, PLAIN_ENCODERS.pcm(), 100)).rejects.toThrow('broken');
  });
});
