import { describe, expect, it } from 'vitest';
import { readSettings } from './read-settings.ts';

describe('readSettings', () => {
  it('listens on loopback, port 8788, without keys, when nothing is set', () => {
    const expected = { port: 8_788, host: '127.0.0.1', apiKeys: [], endpoints: {} };
    expect(readSettings({})).toEqual(expected);
    expect(readSettings({ EMULATOR_PORT: '', EMULATOR_HOST: '', EMULATOR_ENDPOINTS: '' })).toEqual(expected);
  });

  it('takes what is set', () => {
    const settings = readSettings({
      EMULATOR_PORT: '0',
      EMULATOR_HOST: '::1',
      EMULATOR_API_KEYS: 'a,b',
      EMULATOR_ENDPOINTS: '{"vibevoice":{"pace":{"coldStartMs":0}}}',
    });
    expect(settings).toEqual({
      port: 0,
      host: '::1',
      apiKeys: ['a', 'b'],
      endpoints: { vibevoice: { pace: { coldStartMs: 0 } } },
    });
  });

  it.each([
    [{ EMULATOR_PORT: 'http' }, 'EMULATOR_PORT is http; it must be a port, 0..65535'],
    [{ EMULATOR_PORT: '65536' }, 'EMULATOR_PORT is 65536'],
    [{ EMULATOR_ENDPOINTS: '{' }, 'EMULATOR_ENDPOINTS must be JSON'],
    [{ EMULATOR_ENDPOINTS: '[]' }, 'EMULATOR_ENDPOINTS must be a JSON object'],
    [{ EMULATOR_ENDPOINTS: '{"x":{"speed":1}}' }, 'a field of EMULATOR_ENDPOINTS.x is "speed"'],
  ])('says what is wrong with %j', (env, message) => {
    expect(() => readSettings(env)).toThrow(message);
  });
});
