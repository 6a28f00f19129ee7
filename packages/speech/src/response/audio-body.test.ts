import { WAV_HEADER_BYTES, wavHeader } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { drain, int16Of, watchedOptions } from '../../test/body-reading.ts';
import { fakeSpeech, ramp } from '../../test/fake-speech.ts';
import { audioBody } from './audio-body.ts';
import { PLAIN_ENCODERS } from './sample-encoder.ts';

describe('an audio body', () => {
  it('is raw signed 16-bit little-endian samples, whole in every chunk', async () => {
    const { speech } = fakeSpeech([ramp(-2, 3), ramp(1, 5)]);
    const { chunks } = await drain(audioBody(speech, PLAIN_ENCODERS.pcm(), watchedOptions()));
    expect(chunks.map(int16Of)).toEqual([
      [-2, -1, 0],
      [1, 2, 3, 4, 5],
    ]);
  });

  it('clips what is too loud', async () => {
    const { speech } = fakeSpeech([Float32Array.of(1.5, -1.5)]);
    const { chunks } = await drain(audioBody(speech, PLAIN_ENCODERS.pcm(), watchedOptions()));
    expect(chunks.map(int16Of)).toEqual([[32_767, -32_768]]);
  });

  it('has the WAV header in the chunk of the first samples, once, at the rate of the speech', async () => {
    const { speech } = fakeSpeech([ramp(0, 0), ramp(1, 2), ramp(3, 1)], 24_000);
    const [first = new Uint8Array(), ...rest] = (
      await drain(audioBody(speech, PLAIN_ENCODERS.wav(speech.sampleRate), watchedOptions()))
    ).chunks;
    expect(first.subarray(0, WAV_HEADER_BYTES)).toEqual(wavHeader({ sampleRate: 24_000, channels: 1 }));
    expect(int16Of(first.subarray(WAV_HEADER_BYTES))).toEqual([1, 2]);
    expect(rest.map(int16Of)).toEqual([[3]]);
  });

  it.each(['pcm', 'wav'] as const)(
    'breaks as %s when the speech breaks, and adds no word to the audio',
    async (format) => {
      const failure = new Error('The job ended as failed');
      const { chunks, error } = await drain(
        audioBody(fakeSpeech([ramp(0, 2), failure]).speech, PLAIN_ENCODERS[format](48_000), watchedOptions()),
      );
      expect(error).toBe(failure);
      expect(chunks).toHaveLength(1);
    },
  );
});
