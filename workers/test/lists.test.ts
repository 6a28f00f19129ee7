import { describe, expect, it } from 'vitest';
import { testApp } from './test-app.ts';

/** Two services are set up, the default one among them. */
const IDS = ['vibevoice', 'chatterbox', 'tts-1', 'tts-1-hd', 'gpt-4o-mini-tts'];

const listOf = async (path: string, settings: Record<string, unknown> = {}) => {
  const response = await testApp(settings).send(path);
  return { status: response.status, body: await response.json<Record<string, unknown>>() };
};

describe('the lists that clients read', () => {
  it('has models in the shape of OpenAI', async () => {
    const { status, body } = await listOf('/v1/models');
    const data = IDS.map((id) => ({ id, object: 'model', created: 0, owned_by: 'voxlane' }));
    expect([status, body]).toEqual([200, { object: 'list', data }]);
  });

  it.each(IDS)('has the model %s by itself', async (id) => {
    expect((await listOf(`/v1/models/${id}`)).body).toMatchObject({ id, object: 'model' });
  });

  it('says which models there are to who asks for another', async () => {
    const { status, body } = await listOf('/v1/models/whisper-1');
    expect(status).toBe(404);
    expect(body).toMatchObject({
      error: { type: 'invalid_request_error', code: 'model_not_found', param: 'model' },
    });
    expect(JSON.stringify(body)).toContain(IDS.join(', '));
  });

  it('has models and voices as Open WebUI reads them', async () => {
    const models = (await listOf('/v1/audio/models')).body;
    expect(models).toMatchObject({ models: IDS.map((id) => ({ id, name: expect.any(String) })) });
    const voices = (await listOf('/v1/audio/voices')).body;
    expect(voices).toMatchObject({ service: 'vibevoice' });
    expect(voices.voices).toContainEqual({ id: 'Alice', name: 'Alice' });
    expect(voices.voices).toContainEqual({ id: 'alloy', name: 'alloy' });
  });

  it('says what else there is to choose from', async () => {
    const pitch = { min: 0.5, max: 2 };
    const any = { languages: [], speed: { min: 0.25, max: 4 }, pitch };
    expect((await listOf('/v1/audio/voices?service=vibevoice')).body).toMatchObject(any);
    const SERVICES = {
      qwen: { languages: ['English', 'Thai'], options: { speed: { type: 'number', min: 0.5, max: 9 } } },
    };
    const own = { languages: ['English', 'Thai'], speed: { min: 0.5, max: 4 }, pitch };
    expect((await listOf('/v1/audio/voices?service=qwen', { SERVICES })).body).toMatchObject(own);
  });

  it.each([
    ['/v1/audio/voices?service=qwen', 'qwen'],
    ['/v1/audio/voices?model=chatterbox', 'chatterbox'],
    ['/v1/audio/voices?model=tts-1', 'vibevoice'],
  ])('has at %s the voices of %s', async (path, service) => {
    expect((await listOf(path)).body).toMatchObject({ service });
  });

  it('refuses voices of a service that there is not', async () => {
    const { status, body } = await listOf('/v1/audio/voices?service=siri');
    expect([status, body]).toMatchObject([400, { error: { code: 'unknown_service' } }]);
  });

  it('leaves out what is not set up', async () => {
    const { body } = await listOf('/v1/audio/models', { DEFAULT_SERVICE: 'qwen' });
    expect(body).toMatchObject({ models: [{ id: 'vibevoice' }, { id: 'chatterbox' }] });
  });

  it.each(['/v1/models', '/v1/models/tts-1', '/v1/audio/models', '/v1/audio/voices'])(
    'needs no key for %s, unless told so',
    async (path) => {
      expect((await listOf(path, { API_KEYS: 'k' })).status).toBe(200);
      const { status, body } = await listOf(path, { API_KEYS: 'k', LISTS_NEED_KEY: 'true' });
      expect([status, body]).toMatchObject([401, { error: { code: 'unauthorized' } }]);
    },
  );

  it('logs the route, and not what a client made up', async () => {
    const app = testApp();
    await app.send('/v1/models/something-private');
    expect(app.lines).toMatchObject([{ route: '/v1/models/*', status: 404 }]);
  });

  it('takes GET and HEAD alone', async () => {
    const response = await testApp().send('/v1/models/tts-1', { method: 'DELETE' });
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});
