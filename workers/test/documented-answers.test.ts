import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  speechBatchEventShape,
  speechBatchShape,
  ttsBatchEventShape,
  ttsBatchShape,
} from '../src/openapi/shapes/batch-shapes.ts';
import { laneEventShape, openaiEventShape } from '../src/openapi/shapes/event-shapes.ts';
import { audioModelsShape, modelListShape, modelShape, voicesShape } from '../src/openapi/shapes/list-shapes.ts';
import {
  openaiProblemShape,
  problemShape,
  streamingDisabledShape,
  ttsProblemShape,
} from '../src/openapi/shapes/problem-shapes.ts';
import { healthShape, notReadyShape, readyShape } from '../src/openapi/shapes/state-shapes.ts';
import { documented, operationAt } from './documented.ts';
import { spokenSamples } from './spoken-samples.ts';
import { testApp } from './test-app.ts';

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** Headers of every answer of the web, which say nothing of this API. */
const COMMON = [
  'access-control-allow-origin',
  'access-control-expose-headers',
  'cache-control',
  'content-security-policy',
  'content-type',
  'referrer-policy',
  'x-accel-buffering',
  'x-content-type-options',
];

const failing = { startSpeech: async () => Promise.reject(new Problem('upstream_failed', 'The job failed')) };
const full = { startSpeech: async () => Promise.reject(new Problem('overloaded', 'Full', { retryAfterSeconds: 3 })) };
const away = { probeService: async () => ({ reachable: false, message: 'gone' }) };
const SPEAK = '/api/tts/stream';
const OPENAI = '/v1/audio/speech';
const BATCH = '/v1/audio/speech/batch';
const QWEN = { QWEN_ENDPOINT: 'https://gpu.example/v2/qwen' };

const TEXTS = [{ text: 'Hi' }, { text: 'Hi', speaker: 'Siri' }];
const OFF = { ENABLE_STREAMING: 'false' };

/** What is asked, which path of the document it falls under, and how the app stands; `shape` of answers in JSON. */
interface Asked {
  ask: string;
  under?: string;
  init?: RequestInit;
  app?: Parameters<typeof testApp>;
  shape?: z.ZodType;
  status: number;
}

const ASKED: Asked[] = [
  { ask: '/v1/models', shape: modelListShape, status: 200 },
  { ask: '/v1/models/tts-1', under: '/v1/models/{id}', shape: modelShape, status: 200 },
  { ask: '/v1/models/whisper', under: '/v1/models/{id}', shape: openaiProblemShape, status: 404 },
  { ask: '/v1/audio/models', shape: audioModelsShape, status: 200 },
  { ask: '/v1/audio/voices', shape: voicesShape, status: 200 },
  { ask: '/v1/audio/voices?service=siri', under: '/v1/audio/voices', shape: openaiProblemShape, status: 400 },
  { ask: '/health', shape: healthShape, status: 200 },
  { ask: '/ready', shape: readyShape, status: 200 },
  { ask: '/ready', app: [{}, away], shape: notReadyShape, status: 503 },
  { ask: '/openapi.json', status: 200 },
  { ask: '/docs', status: 200 },
  { ask: SPEAK, init: post({ text: 'Hi' }), status: 200 },
  { ask: SPEAK, init: post({ text: 'Hi', format: 'wav', cfg_scal: 1 }), status: 200 },
  { ask: SPEAK, init: post({ text: 'Hi', stream_format: 'sse' }), status: 200 },
  { ask: SPEAK, init: post({ text: '' }), shape: problemShape, status: 400 },
  { ask: SPEAK, init: post({ text: 'Hi', voice: 'Nobody' }), shape: problemShape, status: 400 },
  { ask: SPEAK, init: post({ text: 'Hi' }), app: [{ API_KEYS: 'k' }], shape: problemShape, status: 401 },
  { ask: SPEAK, init: { method: 'POST', body: 'Hi' }, shape: problemShape, status: 415 },
  { ask: SPEAK, init: post({ text: 'Hi' }), app: [{}, failing], shape: problemShape, status: 502 },
  { ask: SPEAK, init: post({ text: 'Hi' }), app: [{}, full], shape: problemShape, status: 503 },
  {
    ask: SPEAK,
    init: post({ text: 'Hi' }),
    app: [{ ENABLE_STREAMING: 'false' }],
    shape: streamingDisabledShape,
    status: 503,
  },
  { ask: OPENAI, init: post({ input: 'Hi', response_format: 'pcm' }), status: 200 },
  { ask: OPENAI, init: post({ input: 'Hi', response_format: 'flac', stream: false }), status: 200 },
  { ask: OPENAI, init: post({ input: 'Hi', response_format: 'pcm', stream_format: 'sse' }), status: 200 },
  { ask: OPENAI, init: post({ input: 'Hi', speed: 9 }), shape: openaiProblemShape, status: 400 },
  { ask: OPENAI, init: post({ input: 'Hi' }), app: [{ API_KEYS: 'k' }], shape: openaiProblemShape, status: 401 },
  {
    ask: OPENAI,
    init: post({ input: 'Hi' }),
    app: [{}, { rateLimit: async () => false }],
    shape: openaiProblemShape,
    status: 429,
  },
  { ask: '/tts', init: post({ text: 'Hi' }), app: [QWEN], status: 200 },
  { ask: '/tts', init: post({ text: 'Hi', mood: 'sad' }), app: [QWEN], status: 200 },
  { ask: '/tts', init: post({ text: 'Hi', pitch: 2.1 }), app: [QWEN], shape: ttsProblemShape, status: 400 },
  { ask: '/tts', init: post({ text: 'Hi', speaker: 'Siri' }), app: [QWEN], shape: ttsProblemShape, status: 400 },
  { ask: '/tts', init: post({ text: 'Hi' }), shape: ttsProblemShape, status: 503 },
  { ask: '/tts/stream', init: post({ text: 'Hi' }), app: [QWEN], status: 200 },
  { ask: '/tts/stream', init: post({ text: 'Hi' }), app: [{ ...QWEN, ...OFF }], shape: ttsProblemShape, status: 503 },
  { ask: '/tts/batch', init: post({ requests: TEXTS }), app: [QWEN], shape: ttsBatchShape, status: 200 },
  { ask: '/tts/batch', init: post({ requests: TEXTS }), app: [QWEN, failing], shape: ttsBatchShape, status: 200 },
  { ask: '/tts/batch', init: post({ requests: [] }), app: [QWEN], shape: ttsProblemShape, status: 400 },
  { ask: '/tts/batch', init: post({ requests: TEXTS }), shape: ttsProblemShape, status: 503 },
  { ask: BATCH, init: post({ items: [{ input: 'Hi' }] }), shape: speechBatchShape, status: 200 },
  { ask: BATCH, init: post({ items: [{ input: 'Hi' }] }), app: [{}, failing], shape: speechBatchShape, status: 200 },
  { ask: BATCH, init: post({ items: [] }), shape: openaiProblemShape, status: 400 },
];

describe('what is documented', () => {
  it.each(ASKED)('is what comes of $ask: $status', async ({ ask, under = ask, init, app = [], shape, status }) => {
    const response = await testApp(...app).send(ask, init);
    const answer = operationAt(await documented(...app), under)?.responses[status];
    expect(response.status).toBe(status);
    const types = Object.keys(answer?.content ?? {}).map((type) => type.toLowerCase());
    const type = response.headers.get('content-type') ?? '';
    expect(
      types.some((one) => type.toLowerCase() === one || type.toLowerCase().startsWith(`${one};`)),
      type,
    ).toBe(true);

    const said = Object.keys(answer?.headers ?? {}).map((name) => name.toLowerCase());
    const sent = Array.from(response.headers.keys()).filter((name) => !COMMON.includes(name));
    expect(said).toEqual(expect.arrayContaining(sent));
    const text = await response.text();
    if (shape !== undefined) {
      const body: unknown = JSON.parse(text);
      // Parsing leaves out what the shape does not have.
      expect(shape.parse(body)).toEqual(body);
    }
  });

  it('has in every error the code that came', async () => {
    for (const { ask, under = ask, init, app = [], shape, status } of ASKED) {
      if (shape !== problemShape && shape !== openaiProblemShape && shape !== ttsProblemShape) continue;
      const body = await (await testApp(...app).send(ask, init)).json<{ code?: string; error?: { code?: string } }>();
      const content = JSON.stringify(operationAt(await documented(...app), under)?.responses[status]?.content);
      expect(content, `${ask} ${status}`).toContain(`"${body.code ?? body.error?.code}"`);
    }
  });

  it.each([
    ['the list of models', modelListShape],
    ['a model', modelShape],
    ['models', audioModelsShape],
    ['voices', voicesShape],
    ['health', healthShape],
    ['readiness', readyShape],
    ['a lack of it', notReadyShape],
    ['a problem', problemShape],
    ["a problem in OpenAI's shape", openaiProblemShape],
    ['a problem of the Qwen contract', ttsProblemShape],
    ['a batch', ttsBatchShape],
    ['an event of a batch', ttsBatchEventShape],
    ["a batch in OpenAI's shape", speechBatchShape],
    ["an event of a batch in OpenAI's shape", speechBatchEventShape],
    ['a switched-off route', streamingDisabledShape],
    ['an event', laneEventShape],
    ["an event of OpenAI's", openaiEventShape],
  ])('has examples of %s that fit its shape', (_name, shape: z.ZodType) => {
    const examples = shape.meta()?.examples;
    if (!Array.isArray(examples)) throw new Error('there are no examples');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(shape.parse(example)).toEqual(example);
  });
});

describe('documented events', () => {
  const broken = () => spokenSamples([Float32Array.of(0.5), new Problem('upstream_failed', 'The job failed')]).speech;

  it.each<[string, string, unknown, z.ZodType]>([
    ['the lane', SPEAK, { text: 'Hi', stream_format: 'sse' }, laneEventShape],
    ['OpenAI', OPENAI, { input: 'Hi', response_format: 'pcm', stream_format: 'sse' }, openaiEventShape],
  ])('are the events of %s, to the last field', async (_whose, path, body, shape) => {
    for (const speech of [undefined, broken]) {
      const { response } = await eventsOf(
        path,
        body,
        speech === undefined ? {} : { startSpeech: async () => speech() },
      );
      const types = response.map((event) => {
        expect(shape.parse(event)).toEqual(event);
        return Object(event).type;
      });
      expect(types).toEqual(['speech.audio.delta', speech === undefined ? 'speech.audio.done' : 'speech.audio.error']);
    }
  });

  it.each<[string, unknown, z.ZodType]>([
    ['/tts/batch', { requests: TEXTS }, ttsBatchEventShape],
    [BATCH, { items: [{ input: 'Hi' }, { input: '...' }] }, speechBatchEventShape],
  ])('of %s are an item each, and the end', async (path, body, shape) => {
    const { headers, ...init } = post(body);
    const asked = { ...init, headers: { ...headers, Accept: 'text/event-stream' } };
    const events = dataOf(await (await testApp(QWEN).send(path, asked)).text());
    for (const event of events) expect(shape.parse(event)).toEqual(event);
    expect(events.map((event) => Object(event).type)).toEqual(['batch.item', 'batch.item', 'batch.done']);
    const content = operationAt(await documented(QWEN), path)?.responses[200]?.content?.['text/event-stream'];
    for (const event of dataOf(String(content?.examples?.events?.value))) expect(shape.parse(event)).toEqual(event);
  });

  it.each<[string, z.ZodType, number]>([
    [SPEAK, laneEventShape, 2],
    [OPENAI, openaiEventShape, 0],
  ])('are shown for %s as they come', async (path, shape, names) => {
    const content = operationAt(await documented(), path)?.responses[200]?.content?.['text/event-stream'];
    const text = String(content?.examples?.events?.value);
    for (const event of dataOf(text)) expect(shape.parse(event)).toEqual(event);
    expect(dataOf(text)).toHaveLength(2);
    expect(text.match(/^event: /gm) ?? []).toHaveLength(names);
  });
});

/** The data of the events that came, until the connection broke. */
async function eventsOf(path: string, body: unknown, deps: NonNullable<Parameters<typeof testApp>[1]>) {
  const stream = (await testApp({}, deps).send(path, post(body))).body;
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of stream ?? []) text += decoder.decode(chunk, { stream: true });
  } catch {
    // It breaks behind an error on purpose.
  }
  return { response: dataOf(text) };
}

function dataOf(text: string): unknown[] {
  return Array.from(text.matchAll(/^data: (.*)$/gm), ([, data = '']) => JSON.parse(data));
}
