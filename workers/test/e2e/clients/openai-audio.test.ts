import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stoppedJobs } from './harness/jobs.ts';
import { missing, run } from './harness/programs.ts';
import { type System, startSystem } from './harness/system.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog.';
const RATE = 24_000;
/** Of MPEG-1 at 48 kHz, in samples at 24 kHz: what a decoder may add before and after. */
const MP3_FRAME = 576;
/** A decoder of MP3 begins with the delay of encoder and decoder, which no header of a stream can take out. */
const MP3_DELAY = 3 * MP3_FRAME;
const ffmpeg = missing('ffmpeg');

describe('the client of OpenAI, unmodified', () => {
  let system: System;
  let client: OpenAI;
  let pcm: Buffer;
  beforeAll(async () => {
    system = await startSystem({ words: true });
    client = new OpenAI({ baseURL: `${system.url}/v1`, apiKey: 'any', maxRetries: 0 });
    pcm = await spoken('pcm');
  });
  afterAll(() => system?.close());

  const spoken = async (response_format: 'pcm' | 'wav' | 'flac' | 'mp3') => {
    const answer = await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: TEXT, response_format });
    return Buffer.from(await answer.arrayBuffer());
  };

  it('hears raw samples at 24 kHz', () => {
    expect(pcm.length % 2).toBe(0);
    expect(pcm.length / 2 / RATE).toBeGreaterThan(1);
  });

  it.skipIf(ffmpeg !== '').each([
    ['wav', 2],
    ['flac', 2],
    ['mp3', MP3_DELAY],
  ] as const)(
    `hears %s, which an independent decoder takes for as long as the samples${ffmpeg}`,
    async (format, slack) => {
      const args = ['-hide_banner', '-loglevel', 'error', '-i', '-', '-f', 's16le', '-ac', '1', '-ar', `${RATE}`, '-'];
      const { stdout, stderr } = await run('ffmpeg', args, await spoken(format));
      expect(stderr).toBe('');
      expect(Math.abs(stdout.length - pcm.length) / 2).toBeLessThanOrEqual(slack);
    },
  );

  it('hears mp3 when it asks for nothing else', async () => {
    const answer = await client.audio.speech.create({ model: 'tts-1', voice: 'nova', input: 'Hello.' });
    expect(answer.headers.get('content-type')).toBe('audio/mpeg');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([bytes[0], (bytes[1] ?? 0) & 0xe0]).toEqual([0xff, 0xe0]);
  });

  it('hears twice the speed in half the time', async () => {
    const order = { model: 'tts-1', voice: 'alloy', input: TEXT, response_format: 'pcm', speed: 2 } as const;
    const fast = await (await client.audio.speech.create(order)).arrayBuffer();
    expect(fast.byteLength / pcm.length).toBeCloseTo(0.5, 2);
  });

  it('leaves, and the job is stopped', async () => {
    const leaving = new AbortController();
    const order = { model: 'tts-1', voice: 'alloy', input: `${TEXT} `.repeat(20), response_format: 'pcm' } as const;
    const answer = await client.audio.speech.create(order, { signal: leaving.signal });
    const reader = answer.body?.getReader();
    await reader?.read();
    leaving.abort();
    await expect(reader?.read().then(() => reader.read())).rejects.toThrow();
    await stoppedJobs(system, 'quick brown');
  });

  it.each([
    [{ voice: 'nobody' }, 400, 'unknown_voice'],
    [{ input: '' }, 400, 'invalid_request'],
    [{ response_format: 'aac' }, 400, 'invalid_request'],
  ] as const)('throws its own class of error for %o', async (wrong, status, code) => {
    const order = { model: 'tts-1', voice: 'alloy', input: 'x', ...wrong };
    const error = await client.audio.speech.create(order as never).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({ status, code, requestID: expect.any(String) });
  });

  it('lists the models', async () => {
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids).toContain('vibevoice');
    expect(await client.models.retrieve('tts-1')).toMatchObject({ id: 'tts-1' });
    await expect(client.models.retrieve('whisper-1')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });
});
