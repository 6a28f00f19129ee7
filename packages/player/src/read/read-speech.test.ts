import { wavHeader } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { answerOf, bodyOf, deltaText, eventText } from '../../test/answers.ts';
import { bytesOf, floatsOf, noise, randomPieces } from '../../test/signals.ts';
import { asPlayerError } from './as-player-error.ts';
import type { AudioEvent } from './audio-event.ts';
import { readSpeech } from './read-speech.ts';

const clip = noise(5_001);
const raw = bytesOf(clip);
const utf8 = new TextEncoder();
const done = eventText('speech.audio.done', { usage: {} });

/** All events, with the audio joined, and what was thrown after them. */
async function read(response: Response, signal?: AbortSignal) {
  const events: AudioEvent[] = [];
  const error = await Array.fromAsync(readSpeech(response, signal), (event) => events.push(event)).then(
    () => undefined,
    asPlayerError,
  );
  const audio = events.flatMap((event) => (event.type === 'audio' ? [event] : []));
  const samples = Float32Array.from(audio.flatMap((event) => [...event.samples]));
  return { types: events.map(({ type }) => type), events, samples, sampleRate: audio[0]?.sampleRate, error };
}

describe('readSpeech', () => {
  it.each([1, 3, 1_000])('reads raw samples in pieces of up to %i bytes', async (longest) => {
    const pieces = randomPieces(raw, longest);
    const { samples, sampleRate, error } = await read(answerOf('audio/pcm;rate=24000', pieces));
    expect(samples).toEqual(floatsOf(clip));
    expect([sampleRate, error]).toEqual([24_000, undefined]);
  });

  it.each([
    ['audio/octet-stream', { 'X-Sample-Rate': '48000' }, 48_000],
    ['application/octet-stream', { 'X-Sample-Rate': '8000' }, 8_000],
    ['Audio/PCM; Rate="16000"; channels=1', {}, 16_000],
    ['audio/x-pcm; codec=s16; rate=22050', {}, 22_050],
  ])('knows the rate of %s %o', async (type, headers, rate) => {
    expect((await read(answerOf(type, [raw], headers))).sampleRate).toBe(rate);
  });

  it('mixes two channels down', async () => {
    const stereo = bytesOf(Int16Array.of(16_384, 0, -16_384, -16_384));
    const { samples } = await read(answerOf('audio/pcm;rate=8000;channels=2', randomPieces(stereo, 2)));
    expect([...samples]).toEqual([0.25, -0.5]);
  });

  it.each([1, 7, 3_000])('reads WAV of unknown length in pieces of up to %i bytes', async (longest) => {
    const file = new Uint8Array([...wavHeader({ sampleRate: 22_050 }), ...raw]);
    const { samples, sampleRate, error } = await read(answerOf('audio/wav', randomPieces(file, longest)));
    expect(samples).toEqual(floatsOf(clip));
    expect([sampleRate, error]).toEqual([22_050, undefined]);
  });

  it.each([1, 5, 5_000])('reads events in pieces of up to %i bytes, samples cut anywhere', async (longest) => {
    const deltas = [...randomPieces(raw, 999)].map((piece) => deltaText(piece)).join('');
    const text = `: hello\n\n${eventText('speech.audio.piece', { start: 3, end: 9, at: 1.5 })}${deltas}: later\n\n${done}`;
    const { samples, types, events, error } = await read(
      answerOf('text/event-stream; charset=utf-8', randomPieces(utf8.encode(text), longest)),
    );
    expect(samples).toEqual(floatsOf(clip));
    expect(types.slice(0, 2)).toEqual(['waking', 'piece']);
    expect(types.filter((type) => type === 'waking')).toHaveLength(1);
    expect(events[1]).toEqual({ type: 'piece', start: 3, end: 9, at: 1.5 });
    expect(error).toBeUndefined();
  });

  it.each<[string, object, Record<string, string>]>([
    ['the format it names', { format: 'wav' }, {}],
    ['the format it names otherwise', { response_format: 'wav' }, {}],
    ['how it begins', {}, {}],
  ])('knows WAV in events by %s', async (_, fields, headers) => {
    const file = new Uint8Array([...wavHeader({ sampleRate: 24_000 }), ...raw]);
    const text = deltaText(file.subarray(0, 101), fields) + deltaText(file.subarray(101), fields) + done;
    expect((await read(answerOf('text/event-stream', [text], headers))).samples).toEqual(floatsOf(clip));
  });

  it("takes OpenAI's events, whose rate is that of the answer, and which end with [DONE]", async () => {
    const text = `data: {"type":"speech.audio.delta","audio":"AAA="}\n\ndata: {"type":"other"}\n\ndata: [DONE]\n\n`;
    const { sampleRate, error } = await read(answerOf('text/event-stream', [text], { 'X-Sample-Rate': '24000' }));
    expect([sampleRate, error]).toEqual([24_000, undefined]);
  });

  it('hands out the audio before an error of the same piece', async () => {
    const failure = eventText('speech.audio.error', { error: 'the GPU left', code: 'upstream_failed' });
    const { samples, error } = await read(answerOf('text/event-stream', [deltaText(raw) + failure]));
    expect(samples).toHaveLength(clip.length);
    expect(error).toMatchObject({ message: 'the GPU left', code: 'upstream_failed', retryable: true });
  });

  const lying = new Uint8Array([...wavHeader({ sampleRate: 24_000, samples: 9_000 }), ...raw]);
  const sse = (text: string) => answerOf('text/event-stream', [text]);
  it.each<[string, () => Response, string, boolean]>([
    ['HTML', () => answerOf('text/html', ['<p>']), 'unsupported_type', false],
    ['no type at all', () => new Response(bodyOf(['x'])), 'unsupported_type', false],
    ['MP3', () => answerOf('audio/mpeg', [raw]), 'unsupported_type', false],
    ['raw samples without a rate', () => answerOf('audio/pcm', [raw]), 'unknown_rate', false],
    ['a rate that is none', () => answerOf('audio/pcm;rate=fast', [raw]), 'unknown_rate', false],
    ['a hundred channels', () => answerOf('audio/pcm;rate=8000;channels=100', [raw]), 'unsupported', false],
    ['half a sample', () => answerOf('audio/pcm;rate=8000', [raw.subarray(1)]), 'truncated', true],
    ['WAV that is none', () => answerOf('audio/wav', ['this is not a WAV file at all']), 'malformed', false],
    ['WAV cut in its header', () => answerOf('audio/wav', ['RIFF']), 'truncated', true],
    ['WAV cut in its samples', () => answerOf('audio/wav', [lying]), 'truncated', true],
    ['events that end too soon', () => sse(deltaText(raw)), 'truncated', true],
    ['events that are not JSON', () => sse('data: nonsense\n\n'), 'malformed', false],
    ['events that are lists', () => sse('data: []\n\n'), 'malformed', false],
    ['a delta without audio', () => sse(eventText('speech.audio.delta', {})), 'malformed', false],
    ['a delta that is not base64', () => sse(eventText('speech.audio.delta', { audio: '!' })), 'malformed', false],
    ['a delta of another format', () => sse(deltaText(raw, { format: 'mp3' })), 'unsupported_type', false],
    ['raw deltas without a rate', () => sse(deltaText(raw, { format: 'pcm' })), 'unknown_rate', false],
    ['no body', () => new Response(null, { status: 204 }), 'empty', false],
  ])('refuses %s', async (_, answer, code, retryable) => {
    expect((await read(answer())).error).toMatchObject({ name: 'PlayerError', code, retryable });
  });

  it('ignores a piece without numbers, and deltas without bytes', async () => {
    const text = eventText('speech.audio.piece', { start: 0, end: 'x', at: -1 }) + deltaText(new Uint8Array()) + done;
    expect((await read(sse(text))).events).toEqual([]);
  });

  it('cancels the answer when its reader leaves, and when the signal says so', async () => {
    const cancelled: string[] = [];
    const endless = (name: string) => {
      const pull = (controller: ReadableStreamDefaultController) => controller.enqueue(raw);
      const body = new ReadableStream({ pull, cancel: () => void cancelled.push(name) });
      return new Response(body, { headers: { 'Content-Type': 'audio/pcm;rate=8000' } });
    };
    for await (const _ of readSpeech(endless('left'))) break;
    const controller = new AbortController();
    for await (const _ of readSpeech(endless('stopped'), controller.signal)) controller.abort();
    await read(endless('never read'), AbortSignal.abort());
    expect(cancelled).toEqual(['left', 'stopped', 'never read']);
  });
});
