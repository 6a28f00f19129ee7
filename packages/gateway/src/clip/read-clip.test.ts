import { parseWavHeader, WAV_HEADER_BYTES } from '@voxlane/audio';
import { PLAIN_ENCODERS } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { madeSpeech } from '../../test/made-speech.ts';
import { ClipMemory } from './clip-memory.ts';
import { readClip } from './read-clip.ts';

const BLOCKS = [Float32Array.of(0.1, 0.2, 0.3), Float32Array.of(0.4, 0.5)];
/** Five samples. */
const BYTES = 10;

describe('a clip that is read whole', () => {
  it('is counted while it is held, and no longer than that', async () => {
    const memory = new ClipMemory(100);
    const read = await readClip(madeSpeech(BLOCKS).speech, PLAIN_ENCODERS.pcm(), { maxBytes: BYTES, memory });
    expect([read.outcome, read.clip.bytes, memory.held]).toEqual(['whole', BYTES, BYTES]);
    expect(read.clip.join()).toHaveLength(BYTES);
    expect([read.clip.bytes, memory.held]).toEqual([0, 0]);
  });

  it('is let go of part by part', async () => {
    const memory = new ClipMemory(100);
    const { clip } = await readClip(madeSpeech(BLOCKS).speech, PLAIN_ENCODERS.pcm(), { maxBytes: 100, memory });
    const held = Array.from(clip.drain(), () => memory.held);
    expect(held).toEqual([4, 0]);
  });

  it('can be thrown away, again and again', async () => {
    const memory = new ClipMemory(100);
    const { clip } = await readClip(madeSpeech(BLOCKS).speech, PLAIN_ENCODERS.pcm(), { maxBytes: 100, memory });
    clip.release();
    clip.release();
    expect([memory.held, [...clip.drain()]]).toEqual([0, []]);
  });

  it('has exact sizes in the header of a WAV', async () => {
    const bounds = { maxBytes: 100, memory: new ClipMemory() };
    const { clip } = await readClip(madeSpeech(BLOCKS).speech, PLAIN_ENCODERS.wav(48_000), bounds);
    const bytes = clip.join();
    expect(parseWavHeader(bytes)).toMatchObject({ header: { sampleRate: 48_000 } });
    const view = new DataView(bytes.buffer);
    expect([view.getUint32(4, true), view.getUint32(40, true)]).toEqual([bytes.length - 8, BYTES]);
    expect(bytes).toHaveLength(WAV_HEADER_BYTES + BYTES);
  });

  it.each([
    ['too large', { maxBytes: 5, memory: new ClipMemory(100) }],
    ['no room', { maxBytes: 100, memory: new ClipMemory(5) }],
  ] as const)('is left where it does not fit: %s; the rest waits in the speech', async (outcome, bounds) => {
    const made = madeSpeech(BLOCKS);
    const read = await readClip(made.speech, PLAIN_ENCODERS.pcm(), bounds);
    expect([read.outcome, read.clip.bytes, made.released]).toEqual([outcome, 6, 0]);
    expect((await made.speech.audio.next()).value).toEqual(BLOCKS[1]);
  });

  it.each([
    ['the speech', madeSpeech([Float32Array.of(1), new Error('broken')]), PLAIN_ENCODERS.pcm()],
    [
      'its format',
      madeSpeech(BLOCKS),
      {
        ...PLAIN_ENCODERS.pcm(),
        push: () => {
          throw new Error('broken');
        },
      },
    ],
  ])('holds nothing when %s breaks', async (_what, { speech }, encoder) => {
    const memory = new ClipMemory();
    await expect(readClip(speech, encoder, { maxBytes: 100, memory })).rejects.toThrow('broken');
    expect([memory.held, await speech.audio.next()]).toEqual([0, { done: true, value: undefined }]);
  });
});
