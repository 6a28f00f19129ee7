import { floatToInt16, wavHeader } from '@voxlane/audio';
import type { ServiceTemplate } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../test/problem.ts';
import { float32Bytes, int24Bytes, joined, tone } from '../test/samples.ts';
import { template } from '../test/template.ts';
import { ChunkDecoder, type DecodedChunk, type RawChunk } from './decode-chunk.ts';

const RATE = 24_000;
const signal = tone(440, RATE, 1_200);
const int16 = floatToInt16(signal);
/** What 16 bits leave of the signal. */
const rounded = signal.map((sample) => Math.floor(sample * 32_768 + 0.5) / 32_768);

const ascii = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const bytesOf = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const wav = (samples: Uint8Array, sampleRate: number, channels = 1) =>
  bytesOf(wavHeader({ sampleRate, channels, samples: samples.length / 2 / channels }), samples);

const raw = (bytes: Uint8Array, rest: Partial<RawChunk> = {}): RawChunk => ({
  bytes,
  format: 'pcm_16',
  sampleRate: RATE,
  ...rest,
});

function decode(chunks: readonly RawChunk[], changed: Partial<ServiceTemplate> = {}): DecodedChunk[] {
  const decoder = new ChunkDecoder(template(changed));
  return chunks.map((chunk) => decoder.decode(chunk));
}

/** The samples of all chunks, one after the other. */
const samplesOf = (chunks: readonly RawChunk[], changed: Partial<ServiceTemplate> = {}) =>
  joined(decode(chunks, changed).map(({ samples }) => samples));

describe('ChunkDecoder on raw samples', () => {
  it('reads 16 bits at the declared rate', () => {
    expect(decode([raw(int16)])).toEqual([{ samples: rounded, sampleRate: RATE }]);
  });

  it('keeps odd bytes for the next chunk', () => {
    const cuts = [0, 1, 2, 500, 501, 1_003, int16.length];
    const chunks = cuts.slice(1).map((to, i) => raw(int16.subarray(cuts[i], to)));
    expect(samplesOf(chunks)).toEqual(rounded);
  });

  it('keeps the byte of a silent beginning, too', () => {
    const silent = bytesOf(new Uint8Array(4), int16);
    expect(samplesOf([raw(silent.subarray(0, 3)), raw(silent.subarray(3))])).toEqual(
      joined([new Float32Array(2), rounded]),
    );
  });

  it('takes an empty chunk', () => {
    expect(samplesOf([raw(new Uint8Array(0)), raw(int16)])).toEqual(rounded);
  });

  it.each(['pcm_16', 'pcm_24', undefined])('reads floats that are called %s as floats', (format) => {
    expect(samplesOf([raw(float32Bytes(signal), { format })])).toEqual(signal);
  });

  it('reads floats after a silent chunk as floats', () => {
    const [, second] = decode([raw(new Uint8Array(4_000)), raw(float32Bytes(signal))]);
    expect(second?.samples).toEqual(signal);
  });

  it('keeps to the type that the first chunk showed', () => {
    const few = float32Bytes(signal.subarray(0, 3));
    expect(samplesOf([raw(float32Bytes(signal)), raw(few)])).toEqual(joined([signal, signal.subarray(0, 3)]));
  });

  it('reads real 24-bit audio, also when a sample is cut by the end of a chunk', () => {
    const bytes = int24Bytes(signal);
    const format = 'pcm_24';
    const heard = samplesOf([raw(bytes.subarray(0, 1_800), { format }), raw(bytes.subarray(1_800, 2_000), { format })]);
    expect(heard.length).toBe(666);
    heard.forEach((sample, i) => {
      expect(sample).toBeCloseTo(signal[i] as number, 5);
    });
  });

  it('reads floats that are cut by the end of a chunk', () => {
    const bytes = float32Bytes(signal);
    const chunks = [raw(bytes.subarray(0, 2_401)), raw(bytes.subarray(2_401))];
    expect(samplesOf(chunks, { encoding: 'float32' })).toEqual(signal);
  });

  it.each([
    ['float32', float32Bytes(signal.subarray(0, 8)), signal.subarray(0, 8)],
    ['int16', int16.subarray(0, 16), rounded.subarray(0, 8)],
  ] as const)('does as the template says: %s', (encoding, bytes, samples) => {
    expect(samplesOf([raw(bytes, { format: encoding === 'int16' ? 'f32' : 'pcm_16' })], { encoding })).toEqual(
      Float32Array.from(samples),
    );
  });
});

describe('ChunkDecoder on WAV', () => {
  it('reads each chunk by its own header, whatever the label says', () => {
    const chunks = decode([raw(wav(int16, 24_000), { format: 'mp3' }), raw(wav(int16, 44_100), { sampleRate: 8_000 })]);
    expect(chunks.map(({ sampleRate }) => sampleRate)).toEqual([24_000, 44_100]);
    expect(chunks.map(({ samples }) => samples)).toEqual([rounded, rounded]);
  });

  it('mixes stereo to mono', () => {
    const stereo = Float32Array.of(0.5, 0.25, -0.5, -0.25, 1, -1);
    const [chunk] = decode([raw(wav(floatToInt16(stereo), RATE, 2))]);
    expect(chunk?.samples[0]).toBe(0.375);
    expect(chunk?.samples.length).toBe(3);
  });

  it('takes a WAV without samples', () => {
    expect(samplesOf([raw(wav(new Uint8Array(0), RATE))])).toEqual(new Float32Array(0));
  });

  it.each([
    ['is cut within its header', wav(int16, RATE).subarray(0, 30), 'header'],
    ['holds a format we do not read', wav(int16, RATE).with(20, 85), '0x55'],
  ])('refuses one that %s', async (_, bytes, said) => {
    const problem = await problemOf(() => decode([raw(bytes)]));
    expect([problem.code, problem.message.includes(said)]).toEqual(['upstream_bad_audio', true]);
  });
});

describe('the rate of a chunk', () => {
  it('is the declared one, else the one that every job asks for', () => {
    const fixed = { sample_rate: 16_000 };
    const chunks = decode([raw(int16), raw(int16, { sampleRate: undefined })], { fixed });
    expect(chunks.map(({ sampleRate }) => sampleRate)).toEqual([RATE, 16_000]);
  });

  it('is the one of the template when that overrules all others', () => {
    const chunks = decode([raw(int16), raw(wav(int16, 44_100))], { sampleRate: 32_000 });
    expect(chunks.map(({ sampleRate }) => sampleRate)).toEqual([32_000, 32_000]);
  });

  it.each([
    ['nobody says it', undefined, {}, 'set sampleRate in SERVICES'],
    ['what every job asks for is no number', undefined, { sample_rate: '48000' }, 'set sampleRate in SERVICES'],
    ['it is silly', 1_000, {}, '1000 Hz'],
    ['it is no whole number', 24_000.5, {}, '24000.5 Hz'],
  ])('is refused when %s', async (_, sampleRate, fixed, said) => {
    const problem = await problemOf(() => decode([raw(int16, { sampleRate })], { fixed }));
    expect([problem.code, problem.message.includes(said)]).toEqual(['upstream_bad_audio', true]);
  });
});

describe('what is no PCM', () => {
  const html = ascii('<!doctype html><title>Bad gateway</title>');
  it.each([
    ['MP3 audio', 'mp3', bytesOf(Uint8Array.of(0xff, 0xfb, 0x90, 0x64), new Uint8Array(60))],
    ['MP3 audio with a tag', 'mp3', bytesOf(ascii('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, 10), new Uint8Array(60))],
    ['Ogg audio', 'ogg', bytesOf(ascii('OggS'), new Uint8Array(60))],
    ['FLAC audio', 'flac', bytesOf(ascii('fLaC'), new Uint8Array(60))],
    ['JSON', 'json in place of audio', ascii('{"error": "CUDA out of memory"}')],
    ['an HTML page', 'html in place of audio', html],
    ['text', 'text in place of audio', ascii('UklGRiQAAABXQVZFZm10IBAAAAABAAEA')],
  ])('is refused by name: %s', async (_, name, bytes) => {
    const problem = await problemOf(() => decode([raw(bytes)]));
    expect(problem.code).toBe('upstream_bad_audio');
    expect(problem.message).toContain(name);
    expect(problem.message).toContain('pcm_16');
  });

  it.each(['mp3', 'opus', 'vorbis', 'aac', 'm4a'])(
    'is refused by the label %s when the bytes do not tell',
    async (format) => {
      const problem = await problemOf(() => decode([raw(int16, { format })]));
      expect(problem.message).toContain(`${format} audio`);
    },
  );

  it('is refused at any chunk, not only at the first', async () => {
    expect((await problemOf(() => decode([raw(int16), raw(html)]))).code).toBe('upstream_bad_audio');
  });
});
