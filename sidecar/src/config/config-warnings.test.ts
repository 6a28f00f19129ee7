import { describe, expect, it } from 'vitest';
import { configWarnings } from './config-warnings.ts';
import { readConfig } from './read-config.ts';

const AT_RUNPOD = 'https://api.runpod.ai/v2/abc';

const warningsOf = (environment: Record<string, string>) => configWarnings(readConfig(environment));

describe('configWarnings', () => {
  it('has none for the defaults', () => {
    expect(warningsOf({})).toEqual([]);
  });

  it.each([
    ['a queue at RunPod', AT_RUNPOD],
    ['a load balancer at RunPod', 'https://abc.api.runpod.ai/tts'],
  ])('warns of the small voice for the tokens of %s', (_, ECHOTTS_STREAMING_ENDPOINT) => {
    expect(warningsOf({ ECHOTTS_STREAMING_ENDPOINT })).toEqual([expect.stringContaining('LINACODEC_MODEL is nano')]);
  });

  it.each([
    ['the right codec', { ECHOTTS_STREAMING_ENDPOINT: AT_RUNPOD, LINACODEC_MODEL: 'YatharthS/LinaCodec' }],
    ['the emulator', { ECHOTTS_STREAMING_ENDPOINT: 'http://127.0.0.1:8788/v2/echotts' }],
  ])('is content with %s', (_, environment) => {
    expect(warningsOf(environment)).toEqual([]);
  });

  it('warns of a door that is open to everybody', () => {
    expect(warningsOf({ HOST: '0.0.0.0' })).toEqual([expect.stringContaining('SIDECAR_SECRET')]);
    expect(warningsOf({ HOST: '::' })).toHaveLength(1);
  });

  it.each([
    { HOST: '0.0.0.0', SIDECAR_SECRET: 'a' },
    { HOST: '0.0.0.0', API_KEYS: 'a' },
    { HOST: '127.0.0.2' },
    { HOST: 'localhost' },
    { HOST: '::1' },
  ])('is content with %o', (environment) => {
    expect(warningsOf(environment)).toEqual([]);
  });
});
