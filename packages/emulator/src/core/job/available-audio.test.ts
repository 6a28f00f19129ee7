import { encodeBase64 } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../../test/audio-of.ts';
import { room } from '../../../test/room.ts';
import { audioBytesOf } from './available-audio.ts';

describe('audioBytesOf', () => {
  it.each([0, 1, 2, 3, 24_000])('tells the length of %i bytes from their base64', (length) => {
    expect(audioBytesOf({ audio_chunk: encodeBase64(new Uint8Array(length)) })).toBe(length);
  });

  it.each([
    [[1, 2, 3], 11_520],
    [[[1, 2, 3]], 11_520],
    [[], 0],
    ['none', 0],
  ])('tells what the tokens %j become: 40 ms each, as 16-bit samples at 48 kHz', (tokens, bytes) => {
    expect(audioBytesOf({ tokens })).toBe(bytes);
  });

  it.each([[undefined], [null], ['audio_chunk'], [{ status: 'complete' }], [{ audio_chunk: 7 }]])(
    'finds no audio in %o',
    (message) => {
      expect(audioBytesOf(message)).toBe(0);
    },
  );
});

describe('the record of a job', () => {
  it('says when each chunk was there to be taken, and how long its audio is', async () => {
    const { emulator, say } = room({ endpoints: { vibevoice: { pace: { realTimeFactor: 1 } } } });
    const { items } = await say();
    const audio = emulator.jobs()[0]?.audio ?? [];
    expect(audio.map(({ bytes }) => bytes)).toEqual(bytesOf(items).map((bytes) => bytes.length));
    // A cold start of 600 ms, then a first chunk of 120 ms and others of 250 ms, made in real time.
    expect(audio.slice(0, 3).map(({ at }) => at)).toEqual([720, 970, 1_220]);
  });

  it('counts no chunk that never became available', async () => {
    const { emulator, say } = room();
    await say({ lose: [2] });
    // Made: seven pieces of audio, one of which was lost, and the message that the job is complete.
    expect(emulator.jobs()[0]).toMatchObject({ chunks: { made: 8 } });
    expect(emulator.jobs()[0]?.audio).toHaveLength(6);
  });
});
