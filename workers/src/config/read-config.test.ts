import { DEFAULT_LIMITS } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import { builtinTemplates } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config.ts';
import { serviceGap } from './service-gap.ts';

const VIBE = 'https://api.runpod.ai/v2/vibe';

function faultsOf(environment: Record<string, unknown>): Problem {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('the settings were taken');
}

describe('the settings', () => {
  it('have a default each', () => {
    expect(readConfig({})).toMatchObject({
      enableStreaming: true,
      defaultService: 'vibevoice',
      apiKeys: [],
      allowedOrigins: '*',
      limits: DEFAULT_LIMITS,
      maxTextCharacters: 100_000,
      maxBodyBytes: 1_048_576,
      lookAhead: 2,
      attempts: 2,
      logLevel: 'info',
    });
  });

  it('take an empty text for one that is not set', () => {
    expect(readConfig({ ENABLE_STREAMING: ' ', API_KEYS: '', TIMEOUT_MS: '', SERVICES: '' })).toEqual(readConfig({}));
  });

  it('come as text, or as the values that [vars] may hold', () => {
    const text = { ENABLE_STREAMING: 'false', TIMEOUT_MS: '7', FALLBACKS: '{"vibevoice":"chatterbox"}' };
    const values = { ENABLE_STREAMING: false, TIMEOUT_MS: 7, FALLBACKS: { vibevoice: 'chatterbox' } };
    expect(readConfig(values)).toEqual(readConfig(text));
    expect(readConfig(text)).toMatchObject({ enableStreaming: false, limits: { connectMs: 7, firstAudioMs: 7 } });
  });

  it.each([
    ['true', true],
    ['TRUE', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('read the switch %s', (text, on) => {
    expect(readConfig({ ENABLE_STREAMING: text }).enableStreaming).toBe(on);
  });

  it('pass over names that are none of theirs, such as bindings', () => {
    expect(readConfig({ RATE_LIMITER: { limit() {} } })).toEqual(readConfig({}));
  });

  it.each([
    ['ENABLE_STREAMING', 'yes', /must be true, false, 1 or 0/],
    ['DEFAULT_SERVICE', 'siri', /must be one of vibevoice, chatterbox, echotts, qwen/],
    ['RUNPOD_API_KEY', 'two\nlines', /must be a text without line breaks/],
    ['VIBEVOICE_ENDPOINT', 'api.runpod.ai/v2/x', /must be an http\(s\) URL such as/],
    ['CHATTERBOX_ENDPOINT', 'ftp://x.example', /must be an http\(s\) URL/],
    ['RUNPOD_STREAMING_ENDPOINT', 'https://me:pw@x.example/v2/a', /without a user name/],
    ['SIDECAR_URL', 'localhost', /must be an http\(s\) URL/],
    ['API_KEYS', ' , ', /at least one key/],
    ['ALLOWED_ORIGINS', 'https://a.example/', /origins such as/],
    ['ALLOWED_ORIGINS', 'a.example', /origins such as/],
    ['TIMEOUT_MS', '0', /a whole number of milliseconds from 1 to 600000/],
    ['CHUNK_TIMEOUT_MS', '5s', /a whole number of milliseconds/],
    ['QUEUE_TIMEOUT_MS', '-1', /a whole number/],
    ['TOTAL_TIMEOUT_MS', '1e6', /a whole number/],
    ['MAX_TEXT_CHARACTERS', '1000001', /from 1 to 1000000/],
    ['MAX_BODY_BYTES', '1.5', /a whole number of bytes/],
    ['LOOK_AHEAD', '5', /from 0 to 4/],
    ['MAX_ATTEMPTS', '0', /from 1 to 5/],
    ['LOG_LEVEL', 'loud', /must be one of info, warn, error, silent/],
    ['SERVICES', '{', /must be a JSON object/],
    ['SERVICES', '[]', /must be a JSON object/],
    ['SERVICES', '{"siri":{}}', /'siri' is no service/],
    ['SERVICES', '{"vibevoice":{"texxt":1}}', /vibevoice: .*texxt/],
    ['SERVICES', '{"vibevoice":{"piece":{"most":1}}}', /vibevoice\.piece\.most: /],
    [
      'SERVICES',
      '{"vibevoice":{"defaultVoice":"Nobody"}}',
      /vibevoice: defaultVoice must be one of the names in voices/,
    ],
    ['SERVICES', '{"vibevoice":{"piece":{"first":5000}}}', /vibevoice: piece does not fit together: first must not/],
    ['SERVICES', '{"vibevoice":{"sendKey":"yes"}}', /vibevoice\.sendKey: /],
    ['SERVICES', '{"vibevoice":{"endpoint":"https://me:pw@x.example"}}', /vibevoice: .*user name/],
    ['FALLBACKS', 'vibevoice', /must be pairs such as vibevoice:chatterbox/],
    ['FALLBACKS', 'vibevoice:vibevoice', /two different services/],
    ['FALLBACKS', 'vibevoice:chatterbox:qwen', /must be pairs/],
    ['FALLBACKS', '{"vibevoice":7}', /must be pairs/],
  ])('refuse %s = %s and say what it should be', (name, value, says) => {
    const fault = faultsOf({ [name]: value });
    expect(fault.code).toBe('not_configured');
    expect(fault.message).toMatch(says);
    expect(fault.message).toContain(`${name} must be`);
    expect(fault.details?.map(({ path }) => path)).toEqual([name]);
  });

  it('name all that are wrong in one message, and quote no value', () => {
    const fault = faultsOf({
      ENABLE_STREAMING: 'maybe-4711',
      RUNPOD_API_KEY: 'rp-key-4711\n',
      SIDECAR_SECRET: 'secret\r4711',
      API_KEYS: ',',
      VIBEVOICE_ENDPOINT: 'no-url-4711',
      SERVICES: '{"vibevoice": 4711',
      FALLBACKS: '4711',
      LOOK_AHEAD: '4711',
    });
    const names = fault.details?.map(({ path }) => path);
    expect(names).toEqual([
      'ENABLE_STREAMING',
      'SIDECAR_SECRET',
      'API_KEYS',
      'SERVICES',
      'FALLBACKS',
      'LOOK_AHEAD',
      'VIBEVOICE_ENDPOINT',
    ]);
    for (const name of names ?? []) expect(fault.message).toContain(`${name} must be`);
    expect(JSON.stringify([fault.message, fault.details])).not.toContain('4711');
  });

  it.each([
    '4711',
    '"4711"',
    'voices4711',
    '{"vibevoice": 4711',
    '{"vibevoice": {"textField": "4711}}',
    '{"vibevoice": "4711"}',
    '{"vibevoice": {"textField": "4711"}}',
    '{"vibevoice": {"defaultVoice": "4711"}}',
    '{"vibevoice": {"defaultVoice": "x", "voices": {"4711": null}}}',
    '{"vibevoice": {"voices": {"4711": ""}}}',
    '{"vibevoice": {"fixed": {"4711": 1}}}',
    '{"vibevoice": {"options": {"o4711": {"type": "4711"}}}}',
    '{"vibevoice": {"piece": {"first": 4711}}}',
    '{"vibevoice": {"piece": {"first": "4711"}}}',
    '{"vibevoice": {"kind": "4711"}}',
    '{"vibevoice": {"sampleRate": 4711}}',
    '{"vibevoice": {"endpoint": "4711"}}',
    '{"vibevoice": {"endpoint": "https://4711:4711@4711.example"}}',
  ])('quote nothing of SERVICES = %s', (SERVICES) => {
    const fault = faultsOf({ SERVICES });
    expect(fault.message).toContain('SERVICES must be');
    expect(JSON.stringify([fault.message, fault.details])).not.toContain('4711');
  });
});

describe('the services of the settings', () => {
  it("have the built-in templates, with an operator's voices and options beside the built-in ones", () => {
    const SERVICES = JSON.stringify({
      vibevoice: { voices: { Me: 'me' }, options: { seed: { type: 'integer', min: 0, max: 9 } } },
    });
    const { vibevoice, chatterbox } = readConfig({ SERVICES }).services;
    expect(chatterbox.template).toEqual(builtinTemplates.chatterbox);
    expect(vibevoice.template.voices).toEqual({ ...builtinTemplates.vibevoice.voices, Me: 'me' });
    expect(Object.keys(vibevoice.template.options)).toEqual(['cfg_scale', 'disable_prefill', 'seed']);
  });

  it.each([
    { what: 'their own setting', own: 'https://own.example/v2/a', entry: 'https://entry.example/v2/a', found: 'own' },
    { what: 'their entry in SERVICES', own: '', entry: 'https://entry.example/v2/a', found: 'entry' },
    { what: 'the endpoint for all', own: '', entry: undefined, found: 'all' },
  ])('are reached by $what', ({ own, entry, found }) => {
    const { services } = readConfig({
      VIBEVOICE_ENDPOINT: own,
      SERVICES: { vibevoice: { endpoint: entry } },
      RUNPOD_STREAMING_ENDPOINT: 'https://all.example/v2/a',
    });
    expect(services.vibevoice.endpoint).toEqual({ kind: 'queue', base: `https://${found}.example/v2/a` });
  });

  it.each([
    ['http://127.0.0.1:8880', 'http://127.0.0.1:8880/tts'],
    ['http://127.0.0.1:8880/', 'http://127.0.0.1:8880/tts'],
    ['https://qwen.example/api/tts?v=1', 'https://qwen.example/api/tts?v=1'],
    ['https://x1.api.runpod.ai', 'https://x1.api.runpod.ai/tts'],
  ])('post clips of %s to %s', (QWEN_ENDPOINT, url) => {
    expect(readConfig({ QWEN_ENDPOINT }).services.qwen.endpoint).toEqual({ kind: 'lb', url });
    expect(readConfig({ SERVICES: { qwen: { endpoint: QWEN_ENDPOINT } } }).services.qwen.endpoint?.kind).toBe('lb');
  });

  it('are spoken to in the way that their template forces', () => {
    const SERVICES = { vibevoice: { kind: 'lb' } };
    expect(readConfig({ VIBEVOICE_ENDPOINT: VIBE, SERVICES }).services.vibevoice.endpoint?.kind).toBe('lb');
  });

  it('get the key at RunPod, and elsewhere only where their entry in SERVICES says so', () => {
    const { services } = readConfig({
      RUNPOD_API_KEY: 'k',
      VIBEVOICE_ENDPOINT: 'https://own.example/v2/a',
      CHATTERBOX_ENDPOINT: 'https://own.example/v2/b',
      SERVICES: { chatterbox: { sendKey: true } },
    });
    expect([services.vibevoice.apiKey, services.chatterbox.apiKey]).toEqual([undefined, 'k']);
    expect(readConfig({ RUNPOD_API_KEY: 'k', VIBEVOICE_ENDPOINT: VIBE }).services.vibevoice.apiKey).toBe('k');
    expect(services.chatterbox.template).toEqual(builtinTemplates.chatterbox);
  });

  it('have the fallbacks of pairs, and of an object', () => {
    const pairs = readConfig({ FALLBACKS: 'vibevoice:chatterbox, chatterbox:vibevoice' }).services;
    const object = readConfig({ FALLBACKS: '{"vibevoice":"chatterbox","chatterbox":"vibevoice"}' }).services;
    expect([pairs.vibevoice.fallback, pairs.chatterbox.fallback]).toEqual(['chatterbox', 'vibevoice']);
    expect(pairs).toEqual(object);
  });

  it.each([
    { id: 'vibevoice', set: {}, gap: /set VIBEVOICE_ENDPOINT or RUNPOD_STREAMING_ENDPOINT/ },
    { id: 'vibevoice', set: { VIBEVOICE_ENDPOINT: VIBE }, gap: /set the secret RUNPOD_API_KEY/ },
    { id: 'vibevoice', set: { VIBEVOICE_ENDPOINT: 'https://x.api.runpod.ai/tts' }, gap: /RUNPOD_API_KEY/ },
    { id: 'vibevoice', set: { VIBEVOICE_ENDPOINT: 'http://127.0.0.1:8000/v2/x' }, gap: undefined },
    { id: 'vibevoice', set: { VIBEVOICE_ENDPOINT: VIBE, RUNPOD_API_KEY: 'k' }, gap: undefined },
    { id: 'vibevoice', set: { VIBEVOICE_ENDPOINT: 'https://own.example/a', RUNPOD_API_KEY: 'k' }, gap: undefined },
    {
      id: 'vibevoice',
      set: { VIBEVOICE_ENDPOINT: 'http://api.runpod.ai/v2/x', RUNPOD_API_KEY: 'k' },
      gap: /https URL/,
    },
    { id: 'echotts', set: { RUNPOD_STREAMING_ENDPOINT: VIBE, RUNPOD_API_KEY: 'k' }, gap: /sidecar/ },
    { id: 'qwen', set: {}, gap: /set QWEN_ENDPOINT or RUNPOD_STREAMING_ENDPOINT/ },
    { id: 'qwen', set: { QWEN_ENDPOINT: VIBE }, gap: /set the secret RUNPOD_API_KEY/ },
    { id: 'qwen', set: { QWEN_ENDPOINT: VIBE, RUNPOD_API_KEY: 'k' }, gap: undefined },
    { id: 'qwen', set: { QWEN_ENDPOINT: 'http://127.0.0.1:8880' }, gap: undefined },
  ] as const)('say what $id lacks with $set', ({ id, set, gap }) => {
    const missing = serviceGap(readConfig(set).services[id]);
    if (gap === undefined) expect(missing).toBeUndefined();
    else expect(missing).toMatch(gap);
  });
});
