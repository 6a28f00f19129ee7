import { describe, expect, it } from 'vitest';
import { randomCuts, seededRandom } from '../test/random.ts';
import { int16Bytes, joinFloats } from '../test/signals.ts';
import { ascii, chunk, fmt, joinBytes, wavFile } from '../test/wav-file.ts';
import { int16ToFloat } from './pcm.ts';
import { wavHeader } from './wav-header.ts';
import { WavReader } from './wav-reader.ts';

const random = seededRandom(1);
const samples = int16Bytes(Array.from({ length: 501 }, () => 65_536 * random() - 32_768));

function readWhole(file: Uint8Array) {
  const reader = new WavReader();
  return { samples: reader.push(file), end: reader.flush(), header: reader.header };
}

describe('WavReader', () => {
  const list = chunk('LIST', ascii('INFOISFT made by hand'));
  const file = wavFile(list, fmt(), chunk('data', samples), list);

  it('plays the samples alone, not the chunks before and after', () => {
    const read = readWhole(file);
    expect(read.samples).toEqual(int16ToFloat(samples));
    expect(read.end).toEqual({ missingBytes: 0, leftoverBytes: 0 });
    expect(read.header?.sampleRate).toBe(24_000);
  });

  it.each([1, 2, 3, 13, 200])('gives the same for random pieces of up to %i bytes', (longest) => {
    const reader = new WavReader();
    const parts = randomCuts(seededRandom(longest), file.length, longest).map(([from, to]) =>
      reader.push(file.subarray(from, to)),
    );
    expect(joinFloats(parts)).toEqual(int16ToFloat(samples));
    expect(reader.flush()).toEqual({ missingBytes: 0, leftoverBytes: 0 });
  });

  it('mixes channels down, also when a frame is cut', () => {
    const stereo = wavFile(fmt({ channels: 2 }), chunk('data', int16Bytes([16_384, 0, -16_384, -16_384])));
    const reader = new WavReader();
    const parts = [...stereo].map((byte) => reader.push(Uint8Array.of(byte)));
    expect([...joinFloats(parts)]).toEqual([0.25, -0.5]);
  });

  it('plays to the end of the stream when the size is not known', () => {
    const read = readWhole(joinBytes(wavHeader({ sampleRate: 24_000 }), samples));
    expect(read.samples).toEqual(int16ToFloat(samples));
    expect(read.end).toEqual({ missingBytes: 0, leftoverBytes: 0 });
  });

  it('reports bytes that never came and a frame that was cut', () => {
    expect(
      readWhole(joinBytes(wavHeader({ sampleRate: 24_000, samples: 501 }), samples.subarray(0, 999))),
    ).toMatchObject({
      samples: int16ToFloat(samples.subarray(0, 998)),
      end: { missingBytes: 3, leftoverBytes: 1 },
    });
  });

  it('throws at the end when the header never was complete', () => {
    const reader = new WavReader();
    expect(() => reader.flush()).toThrow('after 0 bytes');
    expect(reader.push(file.subarray(0, 20))).toHaveLength(0);
    expect(reader.header).toBeUndefined();
    expect(() => reader.flush()).toThrow(expect.objectContaining({ code: 'truncated' }));
  });

  it('refuses what is no WAV file as soon as that can be seen', () => {
    expect(() => new WavReader().push(ascii('{"error":"gone"}'))).toThrow('not a WAV file');
  });
});
