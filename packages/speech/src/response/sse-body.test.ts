import { decodeBase64, SseParser } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { drain, int16Of, type WatchedOptions, watchedOptions } from '../../test/body-reading.ts';
import { fakeSpeech, ramp } from '../../test/fake-speech.ts';
import { manualClock } from '../../test/manual-clock.ts';
import { settled } from '../../test/settled.ts';
import type { Speech } from '../speech.ts';
import { PLAIN_ENCODERS } from './sample-encoder.ts';
import { sseBody } from './sse-body.ts';

const describeError = (error: unknown) => ({ error: error instanceof Error ? error.message : 'unknown' });

function open(start: () => Promise<Speech>, options: WatchedOptions = watchedOptions(), format: 'pcm' | 'wav' = 'pcm') {
  const clock = manualClock();
  return {
    clock,
    options,
    body: sseBody(start, { ...options, clock, format, encoder: PLAIN_ENCODERS[format](48_000), describeError }),
  };
}

const textOf = (chunks: readonly Uint8Array[]) => chunks.map((chunk) => new TextDecoder().decode(chunk)).join('');

function eventsOf(chunks: readonly Uint8Array[]) {
  return new SseParser().push(textOf(chunks)).map(({ event, data }) => ({ event, ...JSON.parse(data) }));
}

describe('a body of server-sent events', () => {
  it('sends audio as deltas and ends with the usage', async () => {
    const { speech } = fakeSpeech([ramp(1, 2), ramp(0, 0), ramp(3, 1)]);
    const events = eventsOf((await drain(open(async () => speech).body)).chunks);
    expect(events).toEqual([
      {
        event: 'speech.audio.delta',
        type: 'speech.audio.delta',
        audio: 'AQACAA==',
        format: 'pcm',
        sample_rate: 48_000,
      },
      { event: 'speech.audio.delta', type: 'speech.audio.delta', audio: 'AwA=', format: 'pcm', sample_rate: 48_000 },
      {
        event: 'speech.audio.done',
        type: 'speech.audio.done',
        usage: { input_tokens: 11, output_tokens: 1, total_tokens: 12 },
      },
    ]);
  });

  it('tells of each piece of the text before the audio in which it begins', async () => {
    const { speech } = fakeSpeech([ramp(0, 4), ramp(0, 4), ramp(0, 4)]);
    speech.report.marks.push(
      { start: 0, end: 7, sample: 0 },
      { start: 7, end: 9, sample: 6 },
      { start: 9, end: 12, sample: 8 },
    );
    const events = eventsOf((await drain(open(async () => speech).body)).chunks);
    expect(events.map(({ type }) => type.replace('speech.audio.', ''))).toEqual([
      'piece',
      'delta',
      'piece',
      'delta',
      'piece',
      'delta',
      'done',
    ]);
    expect(events[2]).toEqual({
      event: 'speech.audio.piece',
      type: 'speech.audio.piece',
      start: 7,
      end: 9,
      at: 6 / 48_000,
    });
  });

  it("writes nothing but OpenAI's own fields in OpenAI's dialect, failures too", async () => {
    const { speech } = fakeSpeech([ramp(1, 2), new Error('broken')]);
    speech.report.marks.push({ start: 0, end: 41, sample: 0 });
    const options = watchedOptions();
    const clock = manualClock();
    const how = { clock, format: 'pcm', dialect: 'openai', encoder: PLAIN_ENCODERS.pcm(), describeError } as const;
    const reading = drain(sseBody(async () => speech, { ...options, ...how }));
    await settled();
    clock.advance(100);
    expect(textOf((await reading).chunks)).toBe(
      'data: {"type":"speech.audio.delta","audio":"AQACAA=="}\n\n' +
        'data: {"type":"speech.audio.error","error":"broken"}\n\n',
    );
  });

  it('joins to one WAV stream when WAV is asked for', async () => {
    const { speech } = fakeSpeech([ramp(1, 2), ramp(3, 1)]);
    const { chunks } = await drain(open(async () => speech, watchedOptions(), 'wav').body);
    const [first, second] = eventsOf(chunks).map(({ audio }) =>
      audio === undefined ? undefined : decodeBase64(audio, { maxBytes: 100 }),
    );
    expect(first?.length).toBe(44 + 4);
    expect(second && int16Of(second)).toEqual([3]);
  });

  it('shows that it is alive every ten seconds until there is audio', async () => {
    const ready = Promise.withResolvers<Speech>();
    const { body, clock } = open(() => ready.promise);
    const reader = body.getReader();
    for (let beat = 0; beat < 3; beat++) {
      const read = reader.read();
      await clock.advance(10_000);
      expect(textOf([(await read).value ?? new Uint8Array()])).toBe(': keep-alive\n\n');
    }
    const read = reader.read();
    await clock.advance(9_999);
    ready.resolve(fakeSpeech([ramp(1, 1)]).speech);
    expect(textOf([(await read).value ?? new Uint8Array()])).toContain('speech.audio.delta');
    expect(clock.sleepers()).toBe(0);
  });

  it.each([
    ['before the first audio', async () => Promise.reject(new Error('no GPU came')), ['speech.audio.error']],
    [
      'after the first audio',
      async () => fakeSpeech([ramp(0, 1), new Error('no GPU came')]).speech,
      ['speech.audio.delta', 'speech.audio.error'],
    ],
  ])('tells of a failure %s and then breaks', async (_when, start, types) => {
    const { body, options, clock } = open(start);
    const draining = drain(body);
    await clock.advance(99);
    expect(options.ends).toEqual([]);
    await clock.advance(1);
    const { chunks, error } = await draining;
    expect(eventsOf(chunks).map(({ type }) => type)).toEqual(types);
    expect(eventsOf(chunks).at(-1)).toMatchObject({ type: 'speech.audio.error', error: 'no GPU came' });
    expect(error).toMatchObject({ message: 'no GPU came' });
    expect(options.ends).toMatchObject([{ outcome: 'failed' }]);
  });

  it('starts the speech when it is first read, and once', async () => {
    let starts = 0;
    const { body } = open(async () => {
      starts += 1;
      return fakeSpeech([ramp(0, 1)]).speech;
    });
    expect(starts).toBe(0);
    await drain(body);
    expect(starts).toBe(1);
  });

  it('releases speech when the listener leaves between two events', async () => {
    const fake = fakeSpeech([ramp(0, 1), ramp(0, 1)]);
    const { body, options } = open(async () => fake.speech);
    const reader = body.getReader();
    await reader.read();
    await reader.cancel();
    await Promise.all(options.deferred);
    expect(fake).toMatchObject({ returns: 1, released: 1 });
  });

  it('releases speech that starts only after the listener left', async () => {
    const ready = Promise.withResolvers<Speech>();
    const fake = fakeSpeech([ramp(0, 1), ramp(0, 1)]);
    const { body, options, clock } = open(() => ready.promise);
    const reader = body.getReader();
    const waiting = reader.read();
    await settled();
    await reader.cancel();
    await clock.advance(10_000);
    ready.resolve(fake.speech);
    await Promise.all(options.deferred);
    expect((await waiting).done).toBe(true);
    expect(fake.returns).toBe(1);
    expect(options.ends).toEqual([{ outcome: 'cancelled', bytes: 0 }]);
  });
});
