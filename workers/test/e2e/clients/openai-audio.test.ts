import type { AudioFormat } from '@voxlane/schema';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startListenerFront } from '../../../../scripts/edge/listener-front.ts';
import { NO_DECODER } from '../harness/decode-sound.ts';
import { jobsAbout, stoppedJobs } from '../harness/jobs.ts';
import { type System, startSystem } from '../harness/system.ts';
import { decoded, MP3_SLACK, RATE } from './decoded.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog.';

/** A listener who does not wait for long, in milliseconds. */
const PATIENCE_MS = 500;

describe('the client of OpenAI, listening', () => {
  let system: System;
  let client: OpenAI;
  let pcm: Buffer;
  beforeAll(async () => {
    system = await startSystem();
    client = new OpenAI({ baseURL: `${system.url}/v1`, apiKey: 'any', maxRetries: 0 });
    pcm = await spoken('pcm');
  });
  afterAll(() => system?.close());

  const spoken = async (response_format: AudioFormat) => {
    const answer = await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: TEXT, response_format });
    return Buffer.from(await answer.arrayBuffer());
  };
  const slowly = (match: string) =>
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match, faults: { pace: { msPerChunk: 50 } } });

  it('hears raw samples at 24 kHz', () => {
    expect(pcm.length % 2).toBe(0);
    expect(pcm.length / 2 / RATE).toBeGreaterThan(1);
  });

  it.skipIf(NO_DECODER !== '').each([
    ['wav', 2],
    ['flac', 2],
    ['opus', 2],
    ['mp3', MP3_SLACK],
  ] as const)(
    `hears %s, which an independent decoder takes for as long as the samples${NO_DECODER}`,
    async (format, slack) => {
      const samples = await decoded(await spoken(format));
      expect(Math.abs(samples.length - pcm.length / 2)).toBeLessThanOrEqual(slack);
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

  it('reads a body piece by piece while the GPU still speaks, each piece of whole samples', async () => {
    const input = 'Piece by piece, as they are made, and never half a sample.';
    slowly(input);
    const order = { model: 'tts-1', voice: 'alloy', input, response_format: 'pcm' } as const;
    const { body } = await client.audio.speech.create(order);
    const made: (number | undefined)[] = [];
    const lengths: number[] = [];
    for await (const piece of body ?? []) {
      lengths.push(piece.length);
      made.push(jobsAbout(system, input)[0]?.chunks.made);
    }
    expect(lengths.length).toBeGreaterThan(10);
    expect(lengths.filter((length) => length % 2 !== 0)).toEqual([]);
    expect(made[0]).toBeLessThan(5);
  });

  it('leaves, and the job is stopped', async () => {
    const input = 'The listener leaves in the middle of this sentence.';
    slowly(input);
    const leaving = new AbortController();
    const order = { model: 'tts-1', voice: 'alloy', input, response_format: 'pcm' } as const;
    const answer = await client.audio.speech.create(order, { signal: leaving.signal });
    const reader = answer.body?.getReader();
    await reader?.read();
    leaving.abort();
    await expect(reader?.read().then(() => reader.read())).rejects.toThrow();
    expect((await stoppedJobs(system, input)).map(({ status }) => status)).toEqual(['CANCELLED']);
  });

  // Before the first byte workerd is told of a plain close only by a proxy before it, as there is in production.
  it('gives up before any audio came, and the job is stopped', async () => {
    const input = 'Given up while a worker thinks.';
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: input, faults: { stall: { ms: 60_000 } } });
    const { hostname, port } = new URL(system.url);
    const front = await startListenerFront(hostname, 0, Number(port));
    try {
      const behind = client.withOptions({ baseURL: `http://${hostname}:${front.port}/v1`, timeout: PATIENCE_MS });
      const answer = behind.audio.speech.create({ model: 'tts-1', voice: 'alloy', input });
      await expect(answer).rejects.toBeInstanceOf(OpenAI.APIConnectionTimeoutError);
      expect((await stoppedJobs(system, input)).map(({ status }) => status)).toEqual(['CANCELLED']);
    } finally {
      await front.close();
    }
  });

  it('lists the models', async () => {
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids).toContain('vibevoice');
    expect(await client.models.retrieve('tts-1')).toMatchObject({ id: 'tts-1' });
    await expect(client.models.retrieve('whisper-1')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });
});
