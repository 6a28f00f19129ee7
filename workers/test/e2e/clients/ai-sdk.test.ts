import { createOpenAI } from '@ai-sdk/openai';
import type { Faults } from '@voxlane/emulator';
import { APICallError, generateSpeech } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_DECODER } from '../harness/decode-sound.ts';
import { eventually, jobsAbout, stoppedJobs } from '../harness/jobs.ts';
import { type System, startSystem } from '../harness/system.ts';
import { decoded, MP3_SLACK } from './decoded.ts';
import { requestsOf } from './requests-of.ts';

const TEXT = 'A toolkit hears what was asked for.';

/** The edge itself tries once, and passes a longer `Retry-After` than TIMEOUT_MS on instead of waiting for it. */
const SETTINGS = { MAX_ATTEMPTS: '1', TIMEOUT_MS: '1500' };
const RETRY_AFTER_S = 2;
const busy = (times: number): Faults => ({ http: [{ op: 'run', status: 429, retryAfter: RETRY_AFTER_S, times }] });

type Order = Partial<Parameters<typeof generateSpeech>[0]>;

describe('the AI SDK', () => {
  let system: System;
  let pcm: Uint8Array;
  let speak: (order: Order) => ReturnType<typeof generateSpeech>;
  beforeAll(async () => {
    system = await startSystem({ settings: SETTINGS });
    const provider = createOpenAI({ baseURL: `${system.url}/v1`, apiKey: 'any' });
    speak = (order) => generateSpeech({ model: provider.speech('tts-1'), text: TEXT, maxRetries: 0, ...order });
    pcm = (await speak({ outputFormat: 'pcm' })).audio.uint8Array;
  });
  afterAll(() => system?.close());

  const fails = (match: string, faults: Faults) =>
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match, faults });

  it.each([
    ['nothing', {}, 'audio/mpeg', 'mp3'],
    ['mp3', { outputFormat: 'mp3' }, 'audio/mpeg', 'mp3'],
    ['wav', { outputFormat: 'wav' }, 'audio/wav', 'wav'],
    ['flac', { outputFormat: 'flac' }, 'audio/flac', 'flac'],
    ['opus', { outputFormat: 'opus' }, 'audio/ogg', 'ogg'],
    ['pcm', { outputFormat: 'pcm' }, 'audio/pcm', 'pcm'],
  ])('asks for %s and takes what comes for what it is', async (_, order, mediaType, format) => {
    const { audio, warnings } = await speak(order);
    expect(audio).toMatchObject({ mediaType, format });
    expect(warnings).toEqual([]);
  });

  it.skipIf(NO_DECODER !== '')(`hears mp3 that is as long as the samples${NO_DECODER}`, async () => {
    const samples = await decoded((await speak({})).audio.uint8Array);
    expect(Math.abs(samples.length - pcm.length / 2)).toBeLessThanOrEqual(MP3_SLACK);
  });

  it('hears another voice at half the speed, whatever it is told of the manner', async () => {
    const order = { outputFormat: 'pcm', voice: 'marin', speed: 0.5, instructions: 'Slowly and steadily.' };
    const { audio } = await speak(order);
    expect(audio.uint8Array.length / pcm.length).toBeCloseTo(2, 1);
  });

  it('throws our sentence and our code for a request that is wrong, and does not repeat it', async () => {
    const headers = { 'x-request-id': 'wrong-for-the-ai-sdk' };
    const error = await speak({ voice: 'nobody', maxRetries: 2, headers }).catch((thrown: unknown) => thrown);
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      statusCode: 400,
      isRetryable: false,
      message: expect.stringContaining('nobody'),
      data: { error: { code: 'unknown_voice', param: 'voice', type: 'invalid_request_error' } },
    });
    expect((await requestsOf(system.edge, 'wrong-for-the-ai-sdk')).length).toBe(1);
  });

  it.each([
    ['A toolkit and a model that fails.', { end: { status: 'FAILED' } }, 502, 'upstream_failed'],
    ['A toolkit and a model in demand.', busy(99), 429, 'upstream_rate_limited'],
  ] as const)('may repeat what may pass: %s', async (text, faults, statusCode, code) => {
    fails(text, faults);
    await expect(speak({ text })).rejects.toMatchObject({ statusCode, isRetryable: true, data: { error: { code } } });
  });

  it('waits as long as it is asked to, and is heard then', async () => {
    const text = 'A toolkit that comes back.';
    fails(text, busy(1));
    const begun = performance.now();
    const { audio } = await speak({ text, maxRetries: 1 });
    expect(audio.format).toBe('mp3');
    expect(performance.now() - begun).toBeGreaterThanOrEqual(RETRY_AFTER_S * 1_000);
  });

  it('throws when the audio breaks off, rather than to take a part for the whole', async () => {
    const text = 'A toolkit and half a clip.';
    fails(text, { end: { status: 'FAILED', afterChunks: 3 } });
    await expect(speak({ text, outputFormat: 'wav' })).rejects.toThrow();
  });

  it('leaves, and the job is stopped', async () => {
    const text = 'A toolkit that has heard enough of it.';
    fails(text, { pace: { msPerChunk: 300 } });
    const leaving = new AbortController();
    const speech = speak({ text, outputFormat: 'pcm', abortSignal: leaving.signal });
    const refused = expect(speech).rejects.toThrow();
    await eventually('some of it was heard', () => (jobsAbout(system, text)[0]?.chunks.taken ?? 0) >= 2);
    leaving.abort();
    await refused;
    expect((await stoppedJobs(system, text)).map(({ status }) => status)).toEqual(['CANCELLED']);
  });
});
