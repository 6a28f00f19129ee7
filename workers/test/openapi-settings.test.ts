import { AUDIO_FORMATS, type ProblemCode } from '@voxlane/schema';
import { PLAIN_ENCODERS } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import type { OpenapiDocument, Responses } from '../src/openapi/openapi-document.ts';
import { placedOperations } from '../src/openapi/page/placed-operations.ts';
import { PROBLEM_CODES } from '../src/openapi/problem-codes.ts';
import { documented, operationAt, valuesUnder } from './documented.ts';

const SPEECH = ['/api/tts/stream', '/v1/audio/speech'];
const KEYED = [...SPEECH, '/tts', '/tts/stream', '/tts/batch', '/v1/audio/speech/batch'];

/** Never sent, the answer of a path or method that is none, or of items of a batch alone. */
const NOWHERE: ProblemCode[] = ['client_closed', 'not_found', 'method_not_allowed', 'item_timeout', 'clip_too_large'];

const typesOf = (document: OpenapiDocument, path: string) =>
  Object.keys(operationAt(document, path)?.responses[200]?.content ?? {});
const codesIn = (responses: Responses) =>
  Object.values(responses).flatMap(({ content }) =>
    valuesUnder('code', content).flatMap((code) => valuesUnder('enum', { code })[0]),
  );

describe('GET /openapi.json, by what is set up,', () => {
  it('has the limits and defaults of the settings', async () => {
    const { schemas } = (await documented({ MAX_TEXT_CHARACTERS: '70', DEFAULT_SERVICE: 'chatterbox' })).components;
    expect(schemas.SpeechRequest?.properties).toMatchObject({
      text: { maxLength: 70 },
      service: { default: 'chatterbox' },
      voice: { examples: ['default'] },
      sample_rate: { default: 48_000 },
    });
    expect(schemas.OpenaiSpeechRequest?.properties).toMatchObject({ input: { maxLength: 70 }, speed: { default: 1 } });
  });

  it('has the services that are set up alone, with their voices and options', async () => {
    const { properties = {} } = (await documented({ CHATTERBOX_ENDPOINT: '' })).components.schemas.SpeechRequest ?? {};
    expect(properties.service?.enum).toEqual(['vibevoice']);
    expect(properties.voice?.description).toContain('Carter');
    expect(properties.voice?.description).not.toContain('chatterbox');
    expect(properties.cfg_scale).toMatchObject({ minimum: 0.1, maximum: 10 });
    expect(properties.exaggeration).toBeUndefined();
  });

  it.each([
    { encoders: { pcm: PLAIN_ENCODERS.pcm }, types: ['octet-stream'], openai: ['pcm'] },
    { encoders: PLAIN_ENCODERS, types: ['octet-stream', 'wav', 'flac'], openai: ['flac', 'wav', 'pcm'] },
  ])('has the formats alone that are encoded here: $openai', async ({ encoders, types, openai }) => {
    const document = await documented({}, { encoders });
    expect(typesOf(document, SPEECH[0] ?? '')).toEqual([...types.map((type) => `audio/${type}`), 'text/event-stream']);
    expect(typesOf(document, SPEECH[1] ?? '')[0]).toBe('audio/pcm;rate=24000;channels=1');
    const { SpeechRequest, OpenaiSpeechRequest } = document.components.schemas;
    expect(valuesUnder('enum', SpeechRequest?.properties?.format)).toEqual([Object.keys(encoders)]);
    expect(valuesUnder('enum', OpenaiSpeechRequest?.properties?.response_format)).toEqual([openai]);
  });

  it('has every format that there is where all are encoded', async () => {
    const encoders = Object.fromEntries(AUDIO_FORMATS.map((format) => [format, PLAIN_ENCODERS.pcm]));
    const types = typesOf(await documented({}, { encoders }), '/v1/audio/speech');
    expect(types).toHaveLength(AUDIO_FORMATS.length + 1);
    expect(types).toEqual(expect.arrayContaining(['audio/wav', 'audio/flac', 'audio/mpeg', 'audio/ogg; codecs=opus']));
  });

  it('asks for a key where there are any, on the routes that do', async () => {
    const keyedPaths = async (settings: Record<string, string>) =>
      placedOperations(await documented(settings))
        .filter(({ operation }) => operation.security)
        .map(({ path }) => path);
    expect(await keyedPaths({})).toEqual([]);
    expect((await documented()).components.securitySchemes).toBeUndefined();
    expect(await keyedPaths({ API_KEYS: 'k' })).toEqual(KEYED);
    expect(await keyedPaths({ API_KEYS: 'k', LISTS_NEED_KEY: 'true' })).toEqual([
      ...KEYED,
      '/v1/models',
      '/v1/models/{id}',
      '/v1/audio/models',
      '/v1/audio/voices',
    ]);
  });

  it('has every code of an error on some route', async () => {
    const found = new Set<unknown>(NOWHERE);
    for (const settings of [{ API_KEYS: 'k' }, { ENABLE_STREAMING: 'false' }]) {
      const document = await documented(settings, { rateLimit: async () => true });
      for (const { operation } of placedOperations(document))
        for (const code of codesIn(operation.responses)) found.add(code);
    }
    expect(PROBLEM_CODES.filter((code) => !found.has(code))).toEqual([]);
  });

  it('has no error that cannot come', async () => {
    for (const path of SPEECH) {
      const codes = codesIn(operationAt(await documented(), path)?.responses ?? {});
      expect(codes).not.toEqual(expect.arrayContaining(['unauthorized']));
      expect(codes).not.toEqual(expect.arrayContaining(['rate_limited']));
    }
  });

  it('says what is left of the streaming route where it is switched off', async () => {
    const responses = operationAt(await documented({ ENABLE_STREAMING: 'false' }), '/api/tts/stream')?.responses ?? {};
    expect(Object.keys(responses)).toEqual(['500', '503']);
  });

  it('tells of kept speech where there is any', async () => {
    const speechCache = { look: () => Promise.reject(new Error('nobody speaks here')) };
    const kept = operationAt(await documented({}, { speechCache }), '/v1/audio/speech');
    expect(kept?.responses[200]?.headers).toHaveProperty('X-Cache');
    expect(kept?.parameters).toMatchObject([{ name: 'Cache-Control', in: 'header' }]);
    const plain = operationAt(await documented(), '/v1/audio/speech');
    expect(plain?.responses[200]?.headers).not.toHaveProperty('X-Cache');
    expect(plain?.parameters).toBeUndefined();
  });

  it("tells nothing that is nobody else's business", async () => {
    const settings = { API_KEYS: 'the-key', RUNPOD_API_KEY: 'rp-key', SIDECAR_SECRET: 'sc-secret' };
    const text = JSON.stringify(await documented(settings));
    for (const secret of [...Object.values(settings), 'gpu.example']) expect(text).not.toContain(secret);
  });
});
