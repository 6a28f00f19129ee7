import { wavHeader } from '@voxlane/audio';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { clipSeconds } from './clip-seconds.ts';
import { type SpokenClip, withClip } from './spoken-clip.ts';
import { zipClips } from './zip-clips.ts';

describe('clipSeconds', () => {
  const samples = new Int16Array(12_000);

  it.each([samples.byteLength, undefined])('is told by a header that says %s bytes', async (dataBytes) => {
    const clip = { sampleRate: 24_000, ...(dataBytes !== undefined && { dataBytes }) };
    expect(await clipSeconds(new Blob([new Uint8Array(wavHeader(clip)), samples]))).toBe(0.5);
  });

  it.each(['', 'RIFF', 'no sound at all, but text that is long enough'])('is unknown of %j', async (text) => {
    expect(await clipSeconds(new Blob([text]))).toBeUndefined();
  });
});

describe('withClip', () => {
  const clip = (id: number, bytes = 1) => ({ id, clip: { size: bytes } }) as SpokenClip;
  const ids = (clips: readonly SpokenClip[]) => clips.map(({ id }) => id);

  it('puts the newest first and keeps fifty', () => {
    let clips: SpokenClip[] = [];
    for (let id = 1; id <= 60; id++) clips = withClip(clips, clip(id));
    expect(ids(clips).slice(0, 2)).toEqual([60, 59]);
    expect(clips).toHaveLength(50);
  });

  it('lets go of the oldest when they are too large, but never of the newest', () => {
    expect(ids(withClip([clip(2, 200_000_000), clip(1, 100_000_000)], clip(3, 100_000_000)))).toEqual([3, 2]);
    expect(ids(withClip([clip(1)], clip(2, 900_000_000)))).toEqual([2]);
  });
});

describe('zipClips', () => {
  it('stores them in order under names of their own', async () => {
    const clips = ['one', 'two'].map((text) => ({ name: 'same.wav', clip: new Blob([text]) }));
    const files = unzipSync(new Uint8Array(await (await zipClips(clips)).arrayBuffer()));
    const texts = Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]);
    expect(texts).toEqual([
      ['01-same.wav', 'one'],
      ['02-same.wav', 'two'],
    ]);
  });
});
