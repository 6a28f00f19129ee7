import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directAudio } from './harness/direct-audio.ts';
import { jobsAbout } from './harness/jobs.ts';
import { ask, listen } from './harness/listener.ts';
import { audioOf, eventsIn } from './harness/sse-text.ts';
import { type System, startSystem } from './harness/system.ts';

describe('server-sent events', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.close());

  it.each([
    ['asked for in the body', { stream_format: 'sse' }, {}],
    ['asked for by Accept', {}, { accept: 'text/event-stream' }],
  ])('bring the same audio, and the usage at the end, %s', async (_, fields, headers) => {
    const text = 'Deltas and then done.';
    const heard = await listen(system.url, { text, ...fields }, headers);
    expect(heard.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-store, no-transform',
      'x-sample-rate': '48000',
    });
    const events = eventsIn(heard.bytes.toString());
    const made = await directAudio(system.running, 'vibevoice', { text });
    expect(audioOf(events).equals(made)).toBe(true);
    expect(events.map(({ event, data }) => event === data.type)).not.toContain(false);
    expect(events.at(-1)?.data).toEqual({
      type: 'speech.audio.done',
      usage: { input_tokens: 6, output_tokens: expect.any(Number), total_tokens: expect.any(Number) },
    });
    expect(heard.broken).toBe(false);
  });

  it('make one WAV stream when WAV is asked for', async () => {
    const heard = await listen(system.url, { text: 'A file in pieces.', stream_format: 'sse', format: 'wav' });
    const wav = audioOf(eventsIn(heard.bytes.toString()));
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.lastIndexOf('RIFF')).toBe(0);
  });

  it('come line by line while the GPU still makes the rest', async () => {
    const text = 'One line after another, as they are made.';
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: { pace: { msPerChunk: 50 } } });
    const { message } = await ask(system.url, { json: { text, stream_format: 'sse' } });
    const madeAtDelta: number[] = [];
    for await (const line of createInterface({ input: message })) {
      if (line === 'event: speech.audio.delta') madeAtDelta.push(jobsAbout(system, text)[0]?.chunks.made ?? 0);
    }
    expect(madeAtDelta.length).toBeGreaterThan(10);
    expect(madeAtDelta[0]).toBeLessThan(4);
    expect(madeAtDelta[5]).toBeLessThan(12);
  });

  it('tell of a failure before the audio, and then break', async () => {
    const text = 'Nothing but a failure.';
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: { end: { status: 'FAILED' } } });
    const heard = await listen(system.url, { text, stream_format: 'sse' }, { 'x-request-id': 'my-own-id' });
    expect(heard.status).toBe(200);
    expect(heard.broken).toBe(true);
    expect(eventsIn(heard.bytes.toString())).toEqual([
      {
        event: 'speech.audio.error',
        data: {
          type: 'speech.audio.error',
          error: expect.stringContaining('The speech model failed'),
          code: 'upstream_failed',
          tier: 'middleware',
          requestId: 'my-own-id',
        },
      },
    ]);
  });

  it('tell of a failure behind the audio that was made, and then break', async () => {
    const text = 'It goes well for three chunks only.';
    const faults = { end: { status: 'FAILED', afterChunks: 3 } } as const;
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults });
    const heard = await listen(system.url, { text, stream_format: 'sse' });
    const events = eventsIn(heard.bytes.toString());
    expect(heard.broken).toBe(true);
    expect(events.at(-1)?.data).toMatchObject({ type: 'speech.audio.error', code: 'upstream_failed' });
    expect(events.map(({ event }) => event)).not.toContain('speech.audio.done');
    const made = await directAudio(system.running, 'vibevoice', { text });
    const audio = audioOf(events);
    expect(audio.length).toBe(3 * 9_600);
    expect(made.subarray(0, audio.length).equals(audio)).toBe(true);
  });

  it('are not begun for a request that is wrong', async () => {
    const heard = await listen(system.url, { text: '', stream_format: 'sse' });
    expect(heard.status).toBe(400);
    expect(heard.headers['content-type']).toBe('application/json');
  });
});
