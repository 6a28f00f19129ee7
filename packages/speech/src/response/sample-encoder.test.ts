import { WAV_HEADER_BYTES, wavHeader } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { drain, watchedOptions } from '../../test/body-reading.ts';
import { fakeSpeech, ramp } from '../../test/fake-speech.ts';
import { audioBody } from './audio-body.ts';
import { PLAIN_ENCODERS, type SampleEncoder } from './sample-encoder.ts';

const NOTHING = new Uint8Array(0);

/** An encoder that holds everything back until its end, and whether it was freed. */
function hoarder() {
  const state = { held: 0, freed: 0 };
  const encoder: SampleEncoder = {
    push(samples) {
      state.held += samples.length;
      return NOTHING;
    },
    flush: () => new Uint8Array(state.held),
    free() {
      state.freed += 1;
    },
  };
  return { state, encoder };
}

describe('an encoder of a stream', () => {
  it('brings what waited as the last bytes of the body, and is freed', async () => {
    const { encoder, state } = hoarder();
    const options = watchedOptions();
    const { chunks } = await drain(audioBody(fakeSpeech([ramp(0, 3), ramp(0, 4)]).speech, encoder, options));
    expect(chunks.map(({ length }) => length)).toEqual([7]);
    expect(options.ends).toEqual([{ outcome: 'done', bytes: 7 }]);
    expect(state.freed).toBe(1);
  });

  it('brings nothing more when the speech breaks, and is freed', async () => {
    const { encoder, state } = hoarder();
    const { chunks, error } = await drain(
      audioBody(fakeSpeech([ramp(0, 3), new Error('broken')]).speech, encoder, watchedOptions()),
    );
    expect([chunks, state.freed]).toEqual([[], 1]);
    expect(error).toMatchObject({ message: 'broken' });
  });

  it('is freed when the listener leaves', async () => {
    const { encoder, state } = hoarder();
    await audioBody(fakeSpeech([ramp(0, 3)]).speech, encoder, watchedOptions()).cancel();
    expect(state.freed).toBe(1);
  });

  it.each(['pcm', 'wav', 'flac'] as const)('makes %s whose pieces join into one stream', (format) => {
    const whole = PLAIN_ENCODERS[format](48_000);
    const cut = PLAIN_ENCODERS[format](48_000);
    const sound = ramp(0, 5_000);
    const joined = (parts: Uint8Array[]) => parts.flatMap((part) => [...part]);
    const once = joined([whole.push(sound), whole.flush()]);
    const twice = joined([cut.push(sound.slice(0, 1_234)), cut.push(sound.slice(1_234)), cut.flush()]);
    expect(twice).toEqual(once);
  });

  it('gives a WAV its header once', () => {
    const { push } = PLAIN_ENCODERS.wav(24_000);
    const first = push(ramp(1, 2));
    expect(first.subarray(0, WAV_HEADER_BYTES)).toEqual(wavHeader({ sampleRate: 24_000, channels: 1 }));
    expect(push(ramp(1, 2)).length).toBe(4);
  });
});
