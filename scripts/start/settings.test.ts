import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPO_ROOT } from '../bootstrap/repo-root.mjs';
import { EDGE_SETTINGS, givenSettings, SECRET_SETTINGS, unknownSettings } from './edge-settings.mjs';
import { EMULATOR_KEY, startSettings } from './settings.ts';

const EMULATOR = 'http://127.0.0.1:8788';
const REAL = 'https://api.runpod.ai/v2/abc';

describe('givenSettings', () => {
  it('lets the environment go before .dev.vars', () => {
    const given = givenSettings({ LOG_LEVEL: 'warn' }, { LOG_LEVEL: 'error', LOOK_AHEAD: '1' });
    expect(given).toEqual({ LOG_LEVEL: 'warn', LOOK_AHEAD: '1' });
  });

  it('takes nothing that is no setting of the edge', () => {
    expect(givenSettings({ PATH: '/bin', HOME: '/' }, { NODE_OPTIONS: '--inspect' })).toEqual({});
  });

  it('takes an empty value of the environment as an order to leave the setting out', () => {
    expect(givenSettings({ RUNPOD_API_KEY: '' }, { RUNPOD_API_KEY: 'secret' })).toEqual({});
  });
});

describe('unknownSettings', () => {
  it('finds the slip in .dev.vars', () => {
    expect(unknownSettings({ VIBE_VOICE_ENDPOINT: REAL, QWEN_ENDPOINT: REAL })).toEqual(['VIBE_VOICE_ENDPOINT']);
  });
});

describe('startSettings', () => {
  it('emulates every service when nothing is set', () => {
    expect(startSettings({}, EMULATOR)).toEqual({
      usesEmulator: true,
      edge: {
        VIBEVOICE_ENDPOINT: `${EMULATOR}/v2/vibevoice`,
        CHATTERBOX_ENDPOINT: `${EMULATOR}/v2/chatterbox`,
        QWEN_ENDPOINT: `${EMULATOR}/v2/qwen`,
        RUNPOD_API_KEY: EMULATOR_KEY,
      },
    });
  });

  it('replaces the emulator for the service whose endpoint is given', () => {
    const { edge, usesEmulator } = startSettings({ VIBEVOICE_ENDPOINT: REAL, RUNPOD_API_KEY: 'real' }, EMULATOR);
    expect(usesEmulator).toBe(true);
    expect(edge).toMatchObject({ VIBEVOICE_ENDPOINT: REAL, CHATTERBOX_ENDPOINT: `${EMULATOR}/v2/chatterbox` });
  });

  it('sends the key of the emulator to no endpoint but the emulator', () => {
    expect(startSettings({ QWEN_ENDPOINT: 'http://gpu.local/tts' }, EMULATOR).edge).not.toHaveProperty(
      'RUNPOD_API_KEY',
    );
  });

  it('does not hand out a real key while everything is emulated', () => {
    expect(startSettings({ RUNPOD_API_KEY: 'real' }, EMULATOR).edge.RUNPOD_API_KEY).toBe(EMULATOR_KEY);
  });

  it.each([
    ['one endpoint for all services', { RUNPOD_STREAMING_ENDPOINT: REAL }],
    ['an endpoint for each', { VIBEVOICE_ENDPOINT: REAL, CHATTERBOX_ENDPOINT: REAL, QWEN_ENDPOINT: REAL }],
  ])('does without the emulator given %s', (_, given) => {
    expect(startSettings(given, EMULATOR)).toEqual({ usesEmulator: false, edge: given });
  });

  it('sees an endpoint in SERVICES', () => {
    const SERVICES = JSON.stringify({ qwen: { endpoint: REAL }, chatterbox: { defaultVoice: 'a' } });
    const { edge } = startSettings({ SERVICES }, EMULATOR);
    expect(edge).not.toHaveProperty('QWEN_ENDPOINT');
    expect(edge).toHaveProperty('CHATTERBOX_ENDPOINT');
  });

  it.each(['{', 'null', '[]', '"x"', '{"qwen":null}'])('leaves judging SERVICES=%s to the edge', (SERVICES) => {
    expect(startSettings({ SERVICES }, EMULATOR).edge).toMatchObject({ SERVICES, QWEN_ENDPOINT: expect.any(String) });
  });
});

describe('the settings that are handed on', () => {
  it('are those that the edge reads', async () => {
    // By its path, not by name: the compiler should not hold sources of the edge against the types of Node.
    const { settings } = await import(join(REPO_ROOT, 'workers/src/config/read-config.ts'));
    expect([...EDGE_SETTINGS].sort()).toEqual(Object.keys(settings.shape).sort());
  });
});

describe('.dev.vars.example', () => {
  const example = readFileSync(join(REPO_ROOT, '.dev.vars.example'), 'utf8');

  it('lists every setting of the edge in the same order, and no other', () => {
    const names = [...example.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(names).toEqual([...EDGE_SETTINGS]);
  });

  it('sets nothing by itself, and no secret at all', () => {
    expect(example.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
    for (const name of SECRET_SETTINGS) expect(example).toContain(`# ${name}=\n`);
  });
});
