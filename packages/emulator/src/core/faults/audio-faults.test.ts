import { decodeBase64, decodeSamples, float32ToFloat, int16ToFloat, parseWavHeader, sniff } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { audioOf, bytesOf } from '../../../test/audio-of.ts';
import { room } from '../../../test/room.ts';
import type { Faults } from './faults.ts';

const maxBytes = 10_000_000;
const whole = (pieces: readonly Uint8Array[]) => pieces.flatMap((piece) => [...piece]);

describe('faults of the bytes', () => {
  it('encoding float32: floats under the label pcm_16', async () => {
    const honest = bytesOf((await room().say()).items)[1] as Uint8Array<ArrayBuffer>;
    const { items } = await room().say({ encoding: 'float32' });
    expect(audioOf(items)[1]).toMatchObject({ format: 'pcm_16', sample_rate: 48_000 });
    expect(float32ToFloat(bytesOf(items)[1] as Uint8Array)).toEqual(int16ToFloat(honest));
  });

  it.each([
    ['wav', 1],
    ['stereo-wav', 2],
  ] as const)('encoding %s: a header on every chunk', async (encoding, channels) => {
    const { items } = await room().say({ encoding });
    const chunks = bytesOf(items);
    expect(chunks).toHaveLength(7);
    for (const chunk of chunks) {
      const parsed = parseWavHeader(chunk);
      expect(parsed).toMatchObject({ status: 'complete', header: { sampleRate: 48_000, channels } });
      if (parsed.status === 'complete') expect(parsed.header.dataBytes).toBe(chunk.length - parsed.header.dataOffset);
    }
  });

  it.each(['mp3', 'ogg'] as const)('encoding %s: other bytes under the label pcm_16', async (encoding) => {
    const { items } = await room().say({ encoding });
    expect(audioOf(items)[0]).toMatchObject({ format: 'pcm_16' });
    for (const bytes of bytesOf(items)) expect(sniff(bytes)).toBe(encoding);
  });

  it('rates: each chunk at the next rate, honestly labelled', async () => {
    const { items } = await room().say({ rates: [48_000, 24_000] });
    expect(audioOf(items).map((item) => item.sample_rate)).toEqual([
      48_000, 24_000, 48_000, 24_000, 48_000, 24_000, 48_000,
    ]);
    const lengths = bytesOf(items).map((bytes) => bytes.length);
    expect(lengths.slice(1, 3)).toEqual([12_000, 24_000]);
  });

  it('labelRate: the label alone', async () => {
    const { items } = await room().say({ rates: [24_000], labelRate: 48_000 });
    expect(audioOf(items)[1]).toMatchObject({ sample_rate: 48_000 });
    expect(bytesOf(items)[1]).toHaveLength(12_000);
  });

  it('oddSplit: chunks end inside of samples, and together are the same', async () => {
    const honest = bytesOf((await room().say()).items);
    const split = bytesOf((await room().say({ oddSplit: true })).items);
    expect(split.map((bytes) => bytes.length % 2)).toEqual([1, 0, 0, 0, 0, 0, 1]);
    expect(whole(split)).toEqual(whole(honest));
  });

  it('badBase64: the chunks named cannot be decoded', async () => {
    const { items } = await room().say({ badBase64: [2] });
    const chunks = audioOf(items).map((item) => String(item.audio_chunk));
    expect(() => decodeBase64(chunks[1] as string, { maxBytes })).toThrow();
    expect(() => decodeBase64(chunks[2] as string, { maxBytes })).not.toThrow();
  });
});

describe('faults of the shape', () => {
  const itemsOf = async (shape: NonNullable<Faults['shape']>) => (await room().say({ shape })).items as unknown[];

  it('segment: other words, and numbers from 0', async () => {
    const items = await itemsOf('segment');
    expect(items[1]).toEqual({ segmentIndex: 1, audio: expect.any(String), sampleRate: 48_000, durationMs: 250 });
    expect(items.at(-1)).toEqual({ type: 'done' });
  });

  it('wav-string: the chunk is a WAV file in a string', async () => {
    const items = await itemsOf('wav-string');
    const first = items[0] as { chunk: string };
    expect(first).toEqual({ status: 'processing', chunk: expect.any(String), sample_rate: 48_000 });
    expect(sniff(decodeBase64(first.chunk, { maxBytes }))).toBe('wav');
    expect(items.at(-1)).toEqual({ status: 'completed' });
  });

  it('array: one chunk in several strings', async () => {
    const honest = bytesOf((await room().say()).items)[1] as Uint8Array;
    const item = (await itemsOf('array'))[1] as { audio: string[] };
    expect(item).toMatchObject({ format: 'pcm_16' });
    const parts = item.audio.map((part) => decodeBase64(part, { maxBytes }));
    expect(parts).toHaveLength(2);
    for (const part of parts) expect(part.length % 2).toBe(0);
    expect(whole(parts)).toEqual([...honest]);
  });

  it.each(['base64', 'data-uri'] as const)('%s: a bare string with a WAV file', async (shape) => {
    const items = await itemsOf(shape);
    expect(items).toHaveLength(7);
    expect(sniff(decodeBase64(items[0] as string, { maxBytes }))).toBe('wav');
    expect(String(items[0]).startsWith('data:audio/wav;base64,')).toBe(shape === 'data-uri');
  });

  it('tokens: something that only a decoder can play', async () => {
    const items = (await itemsOf('tokens')) as { tokens: number[]; embedding: number[] }[];
    expect(items[1]).toMatchObject({ format: 'linacodec_tokens', chunk: 2, sample_rate: 48_000, num_tokens: 3 });
    expect(items[1]?.tokens).toHaveLength(3);
    expect(items[1]?.embedding).toHaveLength(128);
  });
});

describe('audio behind addresses', () => {
  async function firstUrl(faults: Faults) {
    const world = room();
    const { items } = await world.say(faults);
    const first = items[0] as unknown as { audio_url: string } | string;
    const url = new URL(typeof first === 'string' ? first : first.audio_url);
    return { ...world, url, first, get: () => world.call('GET', url.pathname + url.search) };
  }

  it('audio-url: raw samples at the origin that was called', async () => {
    const { url, first, get } = await firstUrl({ shape: 'audio-url' });
    expect(url.origin).toBe('http://emulator.test');
    expect(url.pathname).toMatch(/\.pcm$/);
    expect(first).toMatchObject({ status: 'streaming', chunk: 1, format: 'pcm_16', sample_rate: 48_000 });
    expect(first).not.toHaveProperty('audio_chunk');
    const reply = await get();
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('application/octet-stream');
  });

  it('audio-url: the very bytes of the chunk', async () => {
    const { emulator, clock, url } = await firstUrl({ shape: 'audio-url' });
    const response = await clock.run(emulator.fetch(new Request(url)));
    const bytes = new Uint8Array(await clock.run(response.arrayBuffer()));
    expect(bytes).toEqual(bytesOf((await room().say()).items)[0]);
  });

  it('audio-url-mp3 and url: MP3 and WAV files', async () => {
    const mp3 = await firstUrl({ shape: 'audio-url-mp3' });
    expect(mp3.first).toMatchObject({ format: 'mp3' });
    expect((await mp3.get()).headers.get('content-type')).toBe('audio/mpeg');
    const wav = await firstUrl({ shape: 'url' });
    expect(wav.first).toEqual(expect.any(String));
    expect((await wav.get()).text.slice(0, 4)).toBe('RIFF');
  });

  it('runs out after an hour', async () => {
    const { get, clock } = await firstUrl({ shape: 'audio-url' });
    await clock.advance(3_600_000);
    expect(await get()).toMatchObject({ status: 403, text: expect.stringContaining('AccessDenied') });
  });

  it('expired: has run out already', async () => {
    expect((await (await firstUrl({ shape: 'audio-url', audioUrl: { expired: true } })).get()).status).toBe(403);
  });

  it('delayMs: a slow store', async () => {
    const { get, clock } = await firstUrl({ shape: 'audio-url', audioUrl: { delayMs: 9_000 } });
    const before = clock.now();
    await get();
    expect(clock.now() - before).toBe(9_000);
  });

  it.each([5, 200_000])('bytes: a file of %i bytes, whatever the audio', async (bytes) => {
    const { emulator, clock, url } = await firstUrl({ shape: 'audio-url', audioUrl: { bytes } });
    const response = await clock.run(emulator.fetch(new Request(url)));
    expect((await clock.run(response.arrayBuffer())).byteLength).toBe(bytes);
  });

  it('origin: another host', async () => {
    const { url } = await firstUrl({ shape: 'audio-url', audioUrl: { origin: 'https://bucket.example' } });
    expect(url.origin).toBe('https://bucket.example');
  });

  it('knows no other files', async () => {
    expect((await room().call('GET', '/files/guess.pcm')).status).toBe(404);
  });
});

describe('Chatterbox at its own rate', () => {
  it('sends 32-bit floats under the label pcm_24', async () => {
    const { run, drain } = room();
    const { items } = await drain(await run({ text: 'hello there', stream: true }, {}, 'chatterbox'), 'chatterbox');
    expect(items[0]).toMatchObject({ format: 'pcm_24', sample_rate: 24_000 });
    const samples = decodeSamples(bytesOf(items)[0] as Uint8Array, 'f32');
    expect(samples).toHaveLength(2_880);
    expect(Math.max(...samples)).toBeCloseTo(0.3, 1);
  });
});
