import { gatewaySettings } from '@voxlane/gateway';
import { describe, expect, it } from 'vitest';
import { CONTAINER_SETTINGS, containerSettings } from './container-settings.ts';

const ALWAYS = { HOST: '0.0.0.0', PORT: '4173' };

describe('the settings of a sidecar in a container', () => {
  it('are where to listen, and nothing that is not set', () => {
    expect(containerSettings({})).toEqual(ALWAYS);
    expect(containerSettings({ RUNPOD_API_KEY: '', SERVICES: null, MAX_STREAMS: undefined, LOG_LEVEL: ' ' })).toEqual(
      ALWAYS,
    );
  });

  it("are those of the edge's settings that concern a sidecar", () => {
    const environment = {
      RUNPOD_API_KEY: 'key',
      ECHOTTS_STREAMING_ENDPOINT: 'https://gpu.example',
      SIDECAR_SECRET: 's',
    };
    const others = {
      API_KEYS: 'clients',
      ALLOWED_ORIGINS: '*',
      VIBEVOICE_ENDPOINT: 'https://gpu.example',
      SIDECAR: {},
    };
    expect(containerSettings({ ...environment, ...others })).toEqual({ ...environment, ...ALWAYS });
  });

  it('are all that edge and sidecar both read, but for what ends at the edge', () => {
    const endsAtTheEdge = ['API_KEYS', 'ALLOWED_ORIGINS', 'FALLBACKS', 'ENABLE_STREAMING'];
    const shared = Object.keys(gatewaySettings).filter((name) => !endsAtTheEdge.includes(name));
    expect(CONTAINER_SETTINGS).toEqual(expect.arrayContaining(shared));
  });

  it('are texts, whatever [vars] hold', () => {
    const SERVICES = { echotts: { voices: { Me: 'me' } } };
    expect(containerSettings({ MAX_STREAMS: 8, DECODE_FAST: true, SERVICES })).toEqual({
      MAX_STREAMS: '8',
      DECODE_FAST: 'true',
      SERVICES: JSON.stringify(SERVICES),
      ...ALWAYS,
    });
  });

  it('let nobody change where it listens', () => {
    expect(containerSettings({ HOST: '127.0.0.1', PORT: 1 })).toEqual(ALWAYS);
  });
});
