import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPO_ROOT } from '../bootstrap/repo-root.mjs';
import { demoVoices } from './demo-voices.ts';
import { EDGE_SETTINGS, givenSettings, SECRET_SETTINGS, unknownSettings } from './edge-settings.mjs';
import { EMULATOR_KEY, type Settings, startSettings } from './settings.ts';
import { DECODER_SETTINGS, SIDECAR_SETTINGS } from './sidecar-settings.mjs';

const EMULATOR = 'http://127.0.0.1:8788';
const SIDECAR = 'http://127.0.0.1:4173';
const REAL = 'https://api.runpod.ai/v2/abc';

/** What is started when a person gave these settings, to both programs. */
function started(given: Settings) {
  return startSettings({ edge: given, sidecar: given }, { emulator: EMULATOR, sidecar: SIDECAR });
}

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

  it('finds the slip in sidecar/.env', () => {
    expect(unknownSettings({ MAX_STREAM: '4', MAX_QUEUE: '4' }, SIDECAR_SETTINGS)).toEqual(['MAX_STREAM']);
  });
});

describe('startSettings', () => {
  it('emulates every service when nothing is set', () => {
    const SERVICES = demoVoices().SERVICES;
    expect(started({})).toEqual({
      usesEmulator: true,
      edge: {
        VIBEVOICE_ENDPOINT: `${EMULATOR}/v2/vibevoice`,
        CHATTERBOX_ENDPOINT: `${EMULATOR}/v2/chatterbox`,
        QWEN_ENDPOINT: `${EMULATOR}/plain/qwen/tts`,
        SIDECAR_URL: SIDECAR,
        RUNPOD_API_KEY: EMULATOR_KEY,
        SERVICES,
      },
      sidecar: { ECHOTTS_STREAMING_ENDPOINT: `${EMULATOR}/v2/echotts`, RUNPOD_API_KEY: EMULATOR_KEY, SERVICES },
    });
  });

  it('starts no sidecar where one is given', () => {
    const { sidecar, edge } = started({ SIDECAR_URL: 'https://sidecar.example' });
    expect(sidecar).toBeUndefined();
    expect(edge.SIDECAR_URL).toBe('https://sidecar.example');
  });

  it.each([
    ['its own setting', { ECHOTTS_STREAMING_ENDPOINT: REAL }],
    ['the endpoint for all', { RUNPOD_STREAMING_ENDPOINT: REAL }],
    ['SERVICES', { SERVICES: JSON.stringify({ echotts: { endpoint: REAL } }) }],
  ])('lets the sidecar speak through the endpoint given by %s, with the key that was given', (_, given) => {
    const { sidecar } = started({ ...given, RUNPOD_API_KEY: 'real' });
    expect(sidecar).toEqual({ ...given, RUNPOD_API_KEY: 'real' });
  });

  it('hands the sidecar no real key while its endpoint is emulated', () => {
    const { sidecar } = started({ VIBEVOICE_ENDPOINT: REAL, RUNPOD_API_KEY: 'real' });
    expect(sidecar?.RUNPOD_API_KEY).toBe(EMULATOR_KEY);
  });

  it('lets voices that a person gave go before those of the emulator', () => {
    const own = { echotts: { voices: { slt: 'mine.wav' }, defaultVoice: 'rms' }, qwen: { defaultVoice: 'Ryan' } };
    const { sidecar, edge } = started({ SERVICES: JSON.stringify(own) });
    expect(edge.SERVICES).toBe(sidecar?.SERVICES);
    expect(JSON.parse(edge.SERVICES ?? '')).toMatchObject({
      qwen: own.qwen,
      echotts: { voices: { slt: 'mine.wav', awb: 'awb', onyx: 'rms' }, defaultVoice: 'rms' },
    });
  });

  it('replaces the emulator for the service whose endpoint is given', () => {
    const { edge, usesEmulator } = started({ VIBEVOICE_ENDPOINT: REAL, RUNPOD_API_KEY: 'real' });
    expect(usesEmulator).toBe(true);
    expect(edge).toMatchObject({ VIBEVOICE_ENDPOINT: REAL, CHATTERBOX_ENDPOINT: `${EMULATOR}/v2/chatterbox` });
  });

  it('sends the key of the emulator to no endpoint but the emulator', () => {
    expect(started({ QWEN_ENDPOINT: 'http://gpu.local/tts' }).edge).not.toHaveProperty('RUNPOD_API_KEY');
  });

  it('does not hand out a real key while everything is emulated', () => {
    expect(started({ RUNPOD_API_KEY: 'real' }).edge.RUNPOD_API_KEY).toBe(EMULATOR_KEY);
  });

  it.each([
    ['one endpoint for all services', { RUNPOD_STREAMING_ENDPOINT: REAL }],
    [
      'an endpoint for each',
      {
        VIBEVOICE_ENDPOINT: REAL,
        CHATTERBOX_ENDPOINT: REAL,
        QWEN_ENDPOINT: REAL,
        ECHOTTS_STREAMING_ENDPOINT: REAL,
      },
    ],
  ])('does without the emulator given %s', (_, given) => {
    const edge = { ...given, SIDECAR_URL: SIDECAR };
    expect(started(given)).toEqual({ usesEmulator: false, edge, sidecar: given });
  });

  it('sees an endpoint in SERVICES', () => {
    const SERVICES = JSON.stringify({ qwen: { endpoint: REAL }, chatterbox: { defaultVoice: 'a' } });
    const { edge } = started({ SERVICES });
    expect(edge).not.toHaveProperty('QWEN_ENDPOINT');
    expect(edge).toHaveProperty('CHATTERBOX_ENDPOINT');
  });

  it.each(['{', 'null', '[]', '"x"', '{"qwen":null}'])('leaves judging SERVICES=%s to the edge', (SERVICES) => {
    const kept = SERVICES === '{"qwen":null}' ? expect.stringContaining('"qwen":null') : SERVICES;
    expect(started({ SERVICES }).edge).toMatchObject({ SERVICES: kept, QWEN_ENDPOINT: expect.any(String) });
  });
});

describe('the settings that are handed on', () => {
  it('are those that the edge reads', async () => {
    // By its path, not by name: the compiler should not hold sources of the edge against the types of Node.
    const { settings } = await import(join(REPO_ROOT, 'workers/src/config/read-config.ts'));
    expect([...EDGE_SETTINGS].sort()).toEqual(Object.keys(settings.shape).sort());
  });

  it('are those that the sidecar reads, but for its port', async () => {
    const { settings } = await import(join(REPO_ROOT, 'sidecar/src/config/read-config.ts'));
    expect([...SIDECAR_SETTINGS, 'PORT'].sort()).toEqual(Object.keys(settings.shape).sort());
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

describe('sidecar/.env.example', () => {
  const example = readFileSync(join(REPO_ROOT, 'sidecar/.env.example'), 'utf8');

  it('lists every setting of the sidecar and its decoder, and no other', () => {
    const names = [...example.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name);
    // Other names for what has a line of its own are told in a sentence.
    const shown = DECODER_SETTINGS.filter((name) => !/^(?:HUGGING|TRANSFORMERS|XDG)/.test(name));
    expect(names.sort()).toEqual([...SIDECAR_SETTINGS, ...shown, 'PORT'].sort());
    for (const name of DECODER_SETTINGS) expect(example).toContain(name);
  });
});
