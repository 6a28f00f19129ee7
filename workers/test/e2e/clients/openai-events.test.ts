import type { AudioFormat } from '@voxlane/schema';
import OpenAI from 'openai';
import { Stream } from 'openai/streaming';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_DECODER } from '../harness/decode-sound.ts';
import { stoppedJobs } from '../harness/jobs.ts';
import { type System, startSystem } from '../harness/system.ts';
import { decoded } from './decoded.ts';

const TEXT = 'Deltas first, and then done.';

/** The events of speech, as OpenAI's reference lists them. */
type SpeechEvent =
  | { type: 'speech.audio.delta'; audio: string }
  | { type: 'speech.audio.done'; usage: { input_tokens: number; output_tokens: number; total_tokens: number } };

describe('the client of OpenAI, reading events', () => {
  let system: System;
  let client: OpenAI;
  beforeAll(async () => {
    system = await startSystem({ settings: { MAX_ATTEMPTS: '1' } });
    client = new OpenAI({ baseURL: `${system.url}/v1`, apiKey: 'any', maxRetries: 0 });
  });
  afterAll(() => system?.close());

  const ask = (input: string, how: object, signal?: AbortSignal) =>
    client.audio.speech.create({ model: 'gpt-4o-mini-tts', voice: 'ash', input, ...how }, { signal });

  /** Reads by the client's own reader. */
  async function eventsOf(input: string, how: object = {}): Promise<Stream<SpeechEvent>> {
    const reading = new AbortController();
    const answer = await ask(input, { stream_format: 'sse', ...how }, reading.signal);
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream\b/);
    return Stream.fromSSEResponse<SpeechEvent>(answer, reading, client);
  }

  /** The same text once by events and once without. */
  async function bothWays(response_format: AudioFormat) {
    const events: SpeechEvent[] = await Array.fromAsync(await eventsOf(TEXT, { response_format }));
    const deltas = events.flatMap((event) => (event.type === 'speech.audio.delta' ? [event.audio] : []));
    const joined = Buffer.concat(deltas.map((audio) => Buffer.from(audio, 'base64')));
    const whole = Buffer.from(await (await ask(TEXT, { response_format })).arrayBuffer());
    return { events, deltas, joined, whole };
  }

  it.each(['mp3', 'flac', 'wav', 'pcm'] as const)(
    'joins the deltas to the very %s that it gets without events, and is told the usage',
    async (format) => {
      const { events, deltas, joined, whole } = await bothWays(format);
      expect(joined.equals(whole)).toBe(true);
      expect(events.at(-1)).toEqual({
        type: 'speech.audio.done',
        usage: { input_tokens: TEXT.length / 4, output_tokens: expect.any(Number), total_tokens: expect.any(Number) },
      });
      expect(events.length).toBe(deltas.length + 1);
    },
  );

  // Each Ogg stream has a number of its own, so that two of them are never the same bytes.
  it.skipIf(NO_DECODER !== '')(`joins the deltas to the same sound in opus${NO_DECODER}`, async () => {
    const { joined, whole } = await bothWays('opus');
    expect(await decoded(joined)).toEqual(await decoded(whole));
  });

  it('gets nothing but the lines that OpenAI writes', async () => {
    const text = await (await ask(TEXT, { stream_format: 'sse' })).text();
    const lines = text.split('\n').filter((line) => line !== '');
    expect(lines.filter((line) => !line.startsWith('data: {'))).toEqual([]);
    const fields = new Set(lines.map((line) => Object.keys(JSON.parse(line.slice('data: '.length))).join()));
    expect([...fields]).toEqual(['type,audio', 'type,usage']);
  });

  it('is thrown the failure that came before the audio', async () => {
    const input = 'Nothing but a failure.';
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: input, faults: { end: { status: 'FAILED' } } });
    const error = await Array.fromAsync(await eventsOf(input)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({
      message: expect.stringContaining('The speech model failed'),
      code: 'upstream_failed',
      type: 'server_error',
      param: null,
      requestID: expect.any(String),
    });
  });

  it('is thrown the failure that came behind some audio', async () => {
    const input = 'It goes well for three chunks only.';
    const faults = { end: { status: 'FAILED', afterChunks: 3 } } as const;
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: input, faults });
    const heard: SpeechEvent['type'][] = [];
    const reading = (async () => {
      for await (const { type } of await eventsOf(input, { response_format: 'pcm' })) heard.push(type);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'upstream_failed' });
    expect(new Set(heard)).toEqual(new Set(['speech.audio.delta']));
  });

  it('stops the job when it stops reading', async () => {
    const input = 'Enough was heard after the first delta of it.';
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: input, faults: { pace: { msPerChunk: 300 } } });
    for await (const _ of await eventsOf(input)) break;
    expect((await stoppedJobs(system, input)).map(({ status }) => status)).toEqual(['CANCELLED']);
  });

  it('is refused with a status what is wrong with the request itself', async () => {
    await expect(ask(TEXT, { stream_format: 'sse', voice: 'nobody' })).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  });
});
