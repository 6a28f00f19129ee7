import { DEFAULT_LIMITS } from '@voxlane/runpod';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../../test/problem-of.ts';
import { readConfig } from './read-config.ts';
import { serviceGap } from './service-gap.ts';

const ECHO = 'https://api.runpod.ai/v2/echo';

describe('the settings of the sidecar', () => {
  it('have a default each', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4173,
      codec: { model: 'nano', workers: undefined, threads: undefined, fast: false },
      maxStreams: 16,
      maxQueue: 32,
      drainMs: 30_000,
      keys: [],
      served: ['echotts'],
      defaultService: 'echotts',
      enableStreaming: true,
      limits: DEFAULT_LIMITS,
      logLevel: 'info',
    });
  });

  it('take an empty text for one that is not set, and pass over other names', () => {
    const empty = { PORT: '', HOST: ' ', DECODE_WORKERS: '', MAX_QUEUE: '', DRAIN_TIMEOUT_MS: '', PATH: '/bin' };
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it.each([
    [{ PORT: '0' }, { port: 0 }],
    [{ PORT: '65535' }, { port: 65_535 }],
    [{ HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
    [{ HOST: '::1' }, { host: '::1' }],
    [{ LINACODEC_MODEL: 'YatharthS/LinaCodec' }, { codec: { model: 'YatharthS/LinaCodec' } }],
    [{ LINACODEC_MODEL: '/srv/my models/lina codec' }, { codec: { model: '/srv/my models/lina codec' } }],
    [{ DECODE_WORKERS: '64', DECODE_THREADS: '1' }, { codec: { workers: 64, threads: 1 } }],
    [{ DECODE_FAST: 'true' }, { codec: { fast: true } }],
    [
      { MAX_STREAMS: '1', MAX_QUEUE: '0' },
      { maxStreams: 1, maxQueue: 0 },
    ],
    [{ DRAIN_TIMEOUT_MS: '0' }, { drainMs: 0 }],
    [{ QUEUE_TIMEOUT_MS: '7' }, { limits: { queueMs: 7 } }],
    [{ LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
  ])('read %o', (environment, part) => {
    expect(readConfig(environment)).toMatchObject(part);
  });

  it.each([
    ['PORT', '65536', /a whole number from 0 to 65535/],
    ['PORT', 'http', /a whole number/],
    ['HOST', 'not a host', /an address to listen on such as 127\.0\.0\.1 or 0\.0\.0\.0/],
    ['DECODE_WORKERS', '0', /a whole number from 1 to 64/],
    ['DECODE_WORKERS', '65', /a whole number from 1 to 64/],
    ['DECODE_THREADS', '1.5', /a whole number from 1 to 64/],
    ['DECODE_FAST', 'very', /true, false, 1 or 0/],
    ['MAX_STREAMS', '0', /a whole number of streams from 1 to 1000/],
    ['MAX_QUEUE', '-1', /a whole number of streams from 0 to 10000/],
    ['DRAIN_TIMEOUT_MS', '600001', /a whole number of milliseconds from 0 to 600000/],
    ['ECHOTTS_STREAMING_ENDPOINT', 'api.runpod.ai', /an http\(s\) URL/],
    ['SIDECAR_SECRET', 'two\nlines', /a text without line breaks/],
    ['TIMEOUT_MS', 'soon', /a whole number of milliseconds/],
  ])('refuse %s = %s and say what it should be', async (name, value, says) => {
    const fault = await problemOf(() => readConfig({ [name]: value }));
    expect(fault.code).toBe('not_configured');
    expect(fault.message).toContain(`${name} must be`);
    expect(fault.message).toMatch(says);
    expect(fault.details?.map(({ path }) => path)).toEqual([name]);
  });

  it('name all that are wrong in one message, and quote no value', async () => {
    const wrong = {
      PORT: 'x4711',
      HOST: 'a 4711',
      DECODE_WORKERS: '4711',
      DECODE_THREADS: '4711',
      MAX_STREAMS: '4711',
      DRAIN_TIMEOUT_MS: 'x4711',
      SIDECAR_SECRET: 'secret\n4711',
      RUNPOD_API_KEY: 'key\n4711',
      ECHOTTS_STREAMING_ENDPOINT: 'x4711',
      SERVICES: '{"echotts": 4711',
    };
    const fault = await problemOf(() => readConfig(wrong));
    for (const name of Object.keys(wrong)) expect(fault.message).toContain(`${name} must be`);
    expect(fault.details).toHaveLength(Object.keys(wrong).length);
    expect(JSON.stringify([fault.message, fault.details])).not.toContain('4711');
  });
});

describe('the keys of the sidecar', () => {
  it.each([
    [{}, []],
    [{ SIDECAR_SECRET: 's' }, ['s']],
    [{ API_KEYS: 'a, b' }, ['a', 'b']],
    [{ SIDECAR_SECRET: 's', API_KEYS: 'a' }, ['s', 'a']],
  ])('with %o are %o', (environment, keys) => {
    expect(readConfig(environment).keys).toEqual(keys);
  });
});

describe('the endpoint of EchoTTS', () => {
  const baseOf = (environment: Record<string, unknown>) => readConfig(environment).services.echotts.endpoint;
  const queue = (id: string) => ({ kind: 'queue', base: `https://api.runpod.ai/v2/${id}` });
  const SERVICES = { echotts: { endpoint: 'https://api.runpod.ai/v2/mine' } };

  it('is its own setting, else its entry in SERVICES, else the endpoint for all', () => {
    const all = { RUNPOD_STREAMING_ENDPOINT: 'https://api.runpod.ai/v2/all' };
    expect(baseOf({ ECHOTTS_STREAMING_ENDPOINT: ECHO, SERVICES, ...all })).toEqual(queue('echo'));
    expect(baseOf({ SERVICES, ...all })).toEqual(queue('mine'));
    expect(baseOf(all)).toEqual(queue('all'));
    expect(baseOf({})).toBeUndefined();
  });

  it('gets the key at RunPod', () => {
    const { echotts } = readConfig({ ECHOTTS_STREAMING_ENDPOINT: ECHO, RUNPOD_API_KEY: 'k' }).services;
    expect(echotts.apiKey).toBe('k');
    const elsewhere = readConfig({ ECHOTTS_STREAMING_ENDPOINT: 'https://own.example/v2/e', RUNPOD_API_KEY: 'k' });
    expect(elsewhere.services.echotts.apiKey).toBeUndefined();
  });

  it('is the only one that is reached from here, and nobody speaks in its stead', () => {
    const { services } = readConfig({
      RUNPOD_STREAMING_ENDPOINT: ECHO,
      FALLBACKS: 'echotts:vibevoice',
      SERVICES: { vibevoice: { endpoint: ECHO } },
    });
    expect([services.vibevoice, services.chatterbox, services.qwen].map(({ endpoint }) => endpoint)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(services.echotts.fallback).toBeUndefined();
  });

  it.each([
    [{}, 'EchoTTS is not available: set ECHOTTS_STREAMING_ENDPOINT or RUNPOD_STREAMING_ENDPOINT'],
    [{ ECHOTTS_STREAMING_ENDPOINT: ECHO }, 'EchoTTS is not available: set the secret RUNPOD_API_KEY'],
    [{ ECHOTTS_STREAMING_ENDPOINT: ECHO, RUNPOD_API_KEY: 'k' }, undefined],
    [{ ECHOTTS_STREAMING_ENDPOINT: 'http://127.0.0.1:8788/v2/echo' }, undefined],
  ])('with %o lacks: %s', (environment, gap) => {
    expect(serviceGap(readConfig(environment).services.echotts)).toBe(gap);
  });
});
