import { describe, expect, it } from 'vitest';
import { edgeService } from './edge-service.ts';
import { emulatorService } from './emulator-service.ts';
import { sidecarService } from './sidecar-service.ts';

const KEY = 'rpa_only_for_this_test';
const SURROUNDINGS = { PATH: '/bin', RUNPOD_API_KEY: KEY, AWS_SECRET_ACCESS_KEY: 'not for workers' };
const edge = edgeService('/checkout', 8787, { RUNPOD_API_KEY: KEY, SERVICES: `{"a":"$PATH '\\n"}` }, SURROUNDINGS);

describe('edgeService', () => {
  it('hands settings on in the environment, letter by letter, and never in an argument', () => {
    expect(edge.env).toMatchObject({ RUNPOD_API_KEY: KEY, SERVICES: `{"a":"$PATH '\\n"}` });
    expect(edge.command.join(' ')).not.toContain(KEY);
  });

  it('keeps the rest of the surroundings out of the worker', () => {
    expect(edge.env).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
  });

  it('writes nothing outside of the checkout', () => {
    expect(edge.env).toMatchObject({
      HOME: '/checkout/.wrangler/home',
      XDG_CONFIG_HOME: expect.stringMatching(/^\/checkout/),
    });
  });
});

describe('emulatorService', () => {
  it('gets its port and no key', () => {
    const { env } = emulatorService(9000, SURROUNDINGS);
    expect(env).toMatchObject({ PATH: '/bin', EMULATOR_PORT: '9000' });
    expect(env).not.toHaveProperty('RUNPOD_API_KEY');
  });
});

describe('sidecarService', () => {
  const given = { RUNPOD_API_KEY: KEY, HOST: '0.0.0.0' };
  const { env, command } = sidecarService(9001, given, { ...SURROUNDINGS, SIDECAR_SECRET: 'of somebody else' });

  it('gets the settings that are its own, in the environment alone', () => {
    expect(env).toMatchObject({ PATH: '/bin', PORT: '9001', RUNPOD_API_KEY: KEY });
    expect(env).not.toHaveProperty('SIDECAR_SECRET');
    expect(command.join(' ')).not.toContain(KEY);
  });

  it('listens on loopback alone', () => {
    expect(env.HOST).toBe('127.0.0.1');
  });
});
