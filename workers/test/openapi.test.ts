import { openaiSpeechRequest, speechRequest } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { placedOperations } from '../src/openapi/page/placed-operations.ts';
import { documented, operationAt, valuesUnder } from './documented.ts';
import { testApp } from './test-app.ts';

/** Settings of a place where nobody speaks. */
const NOTHING = { VIBEVOICE_ENDPOINT: '', CHATTERBOX_ENDPOINT: '' };

describe('GET /openapi.json', () => {
  it('is OpenAPI 3.1 of this place', async () => {
    const response = await testApp().send('/openapi.json');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-cache',
    });
    expect(await response.json()).toMatchObject({
      openapi: '3.1.1',
      info: { title: 'Voxlane', version: '1.2.3' },
      servers: [{ url: 'https://voxlane.example' }],
    });
  });

  it('names the origin that it was asked at, each time anew', async () => {
    const app = testApp();
    for (const origin of ['http://127.0.0.1:8787', 'https://qwen.voxlane.example']) {
      expect(await (await app.send(`${origin}/openapi.json`)).json()).toMatchObject({ servers: [{ url: origin }] });
    }
  });

  it('needs no key', async () => {
    const settings = { API_KEYS: 'k', LISTS_NEED_KEY: 'true' };
    for (const path of ['/openapi.json', '/docs']) expect((await testApp(settings).send(path)).status).toBe(200);
  });

  it('describes every path of the app with its methods, and no other', async () => {
    const app = testApp();
    const document = await documented();
    const { error } = await (await app.send('/nowhere')).json<{ error: string }>();
    const paths = error.replace(/^.* are /, '').split(', ');
    expect(
      Object.keys(document.paths)
        .map((path) => path.replace(/\{\w+\}/, '*'))
        .sort(),
    ).toEqual(paths.sort());
    for (const [path, item] of Object.entries(document.paths)) {
      const allowed = (await app.send(path, { method: 'OPTIONS' })).headers.get('Allow')?.split(', ');
      const methods = allowed?.filter((method) => method !== 'OPTIONS' && method !== 'HEAD');
      expect(Object.keys(item).map((method) => method.toUpperCase())).toEqual(methods);
    }
  });

  it.each([{}, { API_KEYS: 'k', LISTS_NEED_KEY: 'true' }, { ENABLE_STREAMING: 'false' }, NOTHING])(
    'is whole with the settings %o',
    async (settings) => {
      const document = await documented(settings, { rateLimit: async () => true });
      for (const pointer of valuesUnder('$ref', document)) {
        const parts = String(pointer).replace('#/', '').split('/');
        expect(
          parts.reduce<unknown>((value, part) => Object(value)[part], document),
          String(pointer),
        ).toBeDefined();
      }
      for (const values of valuesUnder('enum', document)) {
        expect(values).not.toEqual([]);
        expect(new Set(values as string[]).size).toBe((values as string[]).length);
      }
      const operations = placedOperations(document).map(({ path, operation }) => ({ path, ...operation }));
      const ids = operations.map(({ operationId }) => operationId);
      expect(new Set(ids).size).toBe(ids.length);
      const tags = document.tags.map(({ name }) => name);
      const schemes = Object.keys(document.components.securitySchemes ?? {});
      for (const { path, parameters = [], responses, security = [], tags: own } of operations) {
        expect(tags).toEqual(expect.arrayContaining([...own]));
        expect(schemes).toEqual(expect.arrayContaining(security.flatMap(Object.keys)));
        const inPath = parameters.filter((parameter) => parameter.in === 'path' && parameter.required);
        expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
        expect(Object.keys(responses).every((status) => /^[2-5]\d\d$/.test(status))).toBe(true);
        for (const { description } of Object.values(responses)) expect(description).not.toBe('');
      }
    },
  );

  it('has every field of the requests', async () => {
    const { schemas } = (await documented()).components;
    const fieldsOf = (name: string) => Object.keys(schemas[name]?.properties ?? {});
    expect(fieldsOf('SpeechRequest')).toEqual(expect.arrayContaining(Object.keys(speechRequest.shape)));
    expect(fieldsOf('OpenaiSpeechRequest')).toEqual(Object.keys(openaiSpeechRequest.shape));
  });

  it.each([
    ['/api/tts/stream', speechRequest, {}],
    ['/v1/audio/speech', openaiSpeechRequest, {}],
    ['/api/tts/stream', speechRequest, { DEFAULT_SERVICE: 'qwen' }],
    ['/v1/audio/speech', openaiSpeechRequest, { DEFAULT_SERVICE: 'qwen' }],
  ])('has examples for %s that are spoken as they are, given its settings', async (path, schema, settings) => {
    const content = operationAt(await documented(settings), path)?.requestBody?.content['application/json'];
    const examples = Object.values(content?.examples ?? {});
    expect(examples).toHaveLength(3);
    for (const { value } of examples) {
      expect(Object.keys(schema.shape)).toEqual(expect.arrayContaining(Object.keys(Object(value))));
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
      expect((await testApp(settings).send(path, init)).status).toBe(200);
    }
  });
});
