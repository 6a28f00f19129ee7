import { describe, expect, it } from 'vitest';
import { fakeApi } from '../../test/fake-api.ts';
import { servicesOf } from './list-services.ts';
import { ANY_SERVICE, listVoices, voicesOf } from './list-voices.ts';
import { DEFAULT_TEXT_LIMIT, textLimitOf } from './text-limit.ts';

const MODELS = { models: [{ id: 'vibevoice', name: 'Vibe Voice' }, { id: 'qwen' }, { id: 'tts-1', name: 'as tts-1' }] };

describe('servicesOf', () => {
  it('leaves out further names of services', () => {
    expect(servicesOf(MODELS, 'localhost:8787')).toEqual([
      { id: 'vibevoice', name: 'Vibe Voice' },
      { id: 'qwen', name: 'qwen' },
    ]);
  });

  it.each([
    ['vibe-voice.example.com', ['vibevoice']],
    ['QWEN.example.com', ['qwen']],
    ['example.com', ['vibevoice', 'qwen']],
    ['chatterbox.example.com', ['vibevoice', 'qwen']],
    ['qwen', ['vibevoice', 'qwen']],
  ])('offers at %s %j', (host, ids) => {
    expect(servicesOf(MODELS, host).map(({ id }) => id)).toEqual(ids);
  });

  it.each([null, {}, { models: 'qwen' }, { models: [null, 7, { id: '' }] }])('finds none in %j', (list) => {
    expect(servicesOf(list, 'localhost')).toEqual([]);
  });
});

describe('voicesOf', () => {
  it('reads voices, languages and ranges', () => {
    const list = { voices: [{ id: 'Ryan' }], languages: ['English', 7], speed: { min: 0.5, max: 2 }, pitch: {} };
    expect(voicesOf(list)).toEqual({
      voices: [{ id: 'Ryan', name: 'Ryan' }],
      languages: ['English'],
      speed: { min: 0.5, max: 2 },
      pitch: ANY_SERVICE.pitch,
    });
  });

  it.each([null, 'text', {}, { voices: 1, languages: 1, speed: 1 }])('takes %j for any service', (list) => {
    expect(voicesOf(list)).toEqual(ANY_SERVICE);
  });

  it('asks for those of one service', async () => {
    const api = fakeApi(() => ({}));
    await listVoices(api, 'a&b');
    expect(api.calls).toEqual([{ path: '/v1/audio/voices?service=a%26b' }]);
  });
});

describe('textLimitOf', () => {
  const described = (schema: unknown) => ({
    paths: { '/api/tts/stream': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
    components: { schemas: { Speech: { properties: { text: { maxLength: 5 } } } } },
  });

  it.each([
    ['where it stands', { properties: { text: { maxLength: 7 } } }, 7],
    ['behind a reference', { $ref: '#/components/schemas/Speech' }, 5],
    ['nowhere behind a reference', { $ref: '#/components/schemas/Nothing' }, DEFAULT_TEXT_LIMIT],
    ['nowhere', { properties: { text: {} } }, DEFAULT_TEXT_LIMIT],
    ['as no number', { properties: { text: { maxLength: '7' } } }, DEFAULT_TEXT_LIMIT],
  ])('finds it %s', (_, schema, limit) => {
    expect(textLimitOf(described(schema))).toBe(limit);
  });

  it('is the default for what is no description', () => {
    for (const document of [null, 'text', {}]) expect(textLimitOf(document)).toBe(DEFAULT_TEXT_LIMIT);
  });
});
