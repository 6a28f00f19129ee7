import { describe, expect, it } from 'vitest';
import { problemOf } from '../../test/problem.ts';
import { template } from '../../test/template.ts';
import type { ServiceConfig } from '../service-config.ts';
import type { SpeechOrder } from '../speech.ts';
import { cacheKey } from './cache-key.ts';

const seed = { type: 'integer', min: 0, max: 99 } as const;
const speed = { type: 'number', min: 0.5, max: 2 } as const;

const ORDER: SpeechOrder = {
  service: 'vibevoice',
  text: 'Hello.',
  voice: 'Bob',
  sampleRate: 48_000,
  options: { seed: 7, heat: 0.5 },
};
const SERVICE: ServiceConfig = {
  id: 'vibevoice',
  template: template({ options: { seed, heat: { type: 'number', min: 0, max: 1, field: 'temperature' } } }),
  endpoint: { kind: 'queue', base: 'https://api.runpod.ai/v2/vv' },
  apiKey: 'key',
  fallback: undefined,
};
const SIDECAR: ServiceConfig = { ...SERVICE, sidecar: { url: 'https://sidecar.example', secret: 'secret' } };

const NATIVE: ServiceConfig = { ...SERVICE, template: template({ options: { speed } }) };

const withTemplate = (changed: Parameters<typeof template>[0]): ServiceConfig => ({
  ...SERVICE,
  template: { ...SERVICE.template, ...changed },
});

/** The keys of two orders at two services. */
const keys = async (
  one: [Partial<SpeechOrder>, ServiceConfig?],
  other: [Partial<SpeechOrder>, ServiceConfig?],
): Promise<[string, string]> => [
  await cacheKey({ ...ORDER, ...one[0] }, one[1] ?? SERVICE),
  await cacheKey({ ...ORDER, ...other[0] }, other[1] ?? SERVICE),
];

describe('cacheKey', () => {
  it('is 64 hexadecimal digits', async () => {
    expect(await cacheKey(ORDER, SERVICE)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, [Partial<SpeechOrder>, ServiceConfig?], [Partial<SpeechOrder>, ServiceConfig?]]>([
    ['the output rate', [{}], [{ sampleRate: 8_000 }]],
    ['whether it is to be spoken anew', [{}], [{ cache: 'renew' }]],
    ['the letter case of the voice', [{}], [{ voice: 'bOB' }]],
    ['naming the default voice', [{ voice: undefined }], [{ voice: 'Alice' }]],
    ['the order of options', [{}], [{ options: { heat: 0.5, seed: 7 } }]],
    ['options nobody takes', [{}], [{ options: { ...ORDER.options, mood: 'sunny' } }]],
    ['naming the usual speed', [{}], [{ speed: 1 }]],
    ['naming the usual pitch, and pieces', [{}], [{ pitch: 1, pieces: true }]],
    ['how many jobs may be at work', [{}], [{}, withTemplate({ atOnce: 3 })]],
    [
      'how a service that is told its speed learns of it',
      [{ speed: 2, options: {} }, NATIVE],
      [{ options: { speed: 2 } }, NATIVE],
    ],
    ['the key to the service', [{}], [{}, { ...SERVICE, apiKey: 'another' }]],
    ['the fallback', [{}], [{}, { ...SERVICE, fallback: 'qwen' }]],
    ['voices that were not ordered', [{}], [{}, withTemplate({ voices: { ...SERVICE.template.voices, Carl: 'c' } })]],
    [
      'the order of fixed fields',
      [{}, withTemplate({ fixed: { a: 1, b: 2 } })],
      [{}, withTemplate({ fixed: { b: 2, a: 1 } })],
    ],
    [
      'the secret of a sidecar',
      [{}, SIDECAR],
      [{}, { ...SIDECAR, sidecar: { url: 'https://sidecar.example', secret: 's' } }],
    ],
  ])('does not depend on %s', async (_, one, other) => {
    const [a, b] = await keys(one, other);
    expect(a).toBe(b);
  });

  it.each<[string, [Partial<SpeechOrder>, ServiceConfig?], [Partial<SpeechOrder>, ServiceConfig?]]>([
    ['the text', [{}], [{ text: 'Hello!' }]],
    ['the case of the text', [{}], [{ text: 'hello.' }]],
    ['the voice', [{}], [{ voice: 'Alice' }]],
    ['what the voice is called at the service', [{}], [{}, withTemplate({ voices: { Bob: 'bob-2' } })]],
    ['the seed', [{}], [{ options: { ...ORDER.options, seed: 8 } }]],
    ['an option', [{}], [{ options: { seed: 7 } }]],
    ['the speed', [{}], [{ speed: 1.25 }]],
    ['a speed that the service is told', [{ speed: 1.5 }, NATIVE], [{ speed: 2 }, NATIVE]],
    ['the pitch', [{}], [{ pitch: 1.25 }]],
    ['whether the text is cut', [{}], [{ pieces: false }]],
    ['the pitch behind a sidecar', [{}, SIDECAR], [{ pitch: 2 }, SIDECAR]],
    ['the service', [{}], [{ service: 'chatterbox' }, { ...SERVICE, id: 'chatterbox' }]],
    ['the endpoint', [{}], [{}, { ...SERVICE, endpoint: { kind: 'queue', base: 'https://api.runpod.ai/v2/v2' } }]],
    ['fixed fields', [{}], [{}, withTemplate({ fixed: { model: 'large' } })]],
    ['how texts are cut', [{}], [{}, withTemplate({ piece: { first: 20, most: 80, least: 10 } })]],
    ['the silence between pieces', [{}], [{}, withTemplate({ jointSilenceMs: 100 })]],
    ['the rate of the upstream', [{}], [{}, withTemplate({ sampleRate: 24_000 })]],
    ['a sidecar in between', [{}], [{}, SIDECAR]],
    ['the sidecar', [{}, SIDECAR], [{}, { ...SIDECAR, sidecar: { url: 'https://other.example', secret: undefined } }]],
    ['the voice as a sidecar gets it', [{}, SIDECAR], [{ voice: 'bob' }, SIDECAR]],
    ['options as a sidecar gets them', [{}, SIDECAR], [{ options: { ...ORDER.options, mood: 'sunny' } }, SIDECAR]],
    ['the speed behind a sidecar', [{}, SIDECAR], [{ speed: 2 }, SIDECAR]],
  ])('depends on %s', async (_, one, other) => {
    const [a, b] = await keys(one, other);
    expect(a).not.toBe(b);
  });

  it('is refused for a voice that there is not', async () => {
    expect((await problemOf(() => cacheKey({ ...ORDER, voice: 'Zed' }, SERVICE))).code).toBe('unknown_voice');
  });
});
