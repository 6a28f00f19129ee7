import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config/read-config.ts';
import { sidecarFetch } from './sidecar-binding.ts';

/** A container namespace, and the names of the objects whose `fetch` was called. */
function namespace() {
  const asked: string[] = [];
  const SIDECAR = {
    idFromName: (name: string) => ({ name }),
    get: ({ name }: { name: string }) => ({
      fetch: async () => {
        asked.push(name);
        return new Response();
      },
    }),
  };
  return { SIDECAR, asked };
}

function faultOf(environment: Record<string, unknown>): Problem {
  try {
    sidecarFetch(environment);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('the binding was taken');
}

describe('the binding SIDECAR', () => {
  it.each([{}, { SIDECAR: undefined }, { SIDECAR: null }, { SIDECAR: '' }])('may be missing: %j', (environment) => {
    expect(sidecarFetch(environment)).toBeUndefined();
  });

  it('may be a service, which answers to any name', async () => {
    const service = new Proxy(
      {
        host: '',
        async fetch(url: string) {
          this.host = new URL(url).host;
          return new Response('from the service');
        },
      },
      { get: (target, name) => Reflect.get(target, name) ?? (() => undefined) },
    );
    const send = sidecarFetch({ SIDECAR: service, SIDECAR_INSTANCES: 'of no concern' });
    expect(await (await send?.('http://sidecar/health'))?.text()).toBe('from the service');
    expect(service.host).toBe('sidecar');
  });

  it('may be containers, of which there is one unless more are set', async () => {
    const { SIDECAR, asked } = namespace();
    const send = sidecarFetch({ SIDECAR });
    for (const id of ['a', 'b', 'c', 'd']) await send?.('http://sidecar/health', { headers: { 'x-request-id': id } });
    expect(asked).toEqual(['0', '0', '0', '0']);
  });

  it.each([3, '3'])('may be as many containers as SIDECAR_INSTANCES says: %j', async (SIDECAR_INSTANCES) => {
    const { SIDECAR, asked } = namespace();
    const send = sidecarFetch({ SIDECAR, SIDECAR_INSTANCES });
    for (let i = 0; i < 50; i++) await send?.('http://sidecar/health', { headers: { 'x-request-id': `${i}` } });
    expect([...new Set(asked)].sort()).toEqual(['0', '1', '2']);
  });

  it.each([0, 101, 1.5, -1, 'many'])('refuses %j instances and says what it should be', (SIDECAR_INSTANCES) => {
    const fault = faultOf({ ...namespace(), SIDECAR_INSTANCES });
    expect([fault.code, fault.details?.[0]?.path]).toEqual(['not_configured', 'SIDECAR_INSTANCES']);
    expect(fault.message).toContain('SIDECAR_INSTANCES must be a whole number of instances from 1 to 100');
  });

  it.each(['https://secret.example', 7, {}, { fetch: 'https://secret.example' }])(
    'refuses what is no binding, and does not quote it: %j',
    (SIDECAR) => {
      const fault = faultOf({ SIDECAR });
      expect([fault.code, fault.details?.[0]?.path]).toEqual(['not_configured', 'SIDECAR']);
      expect(fault.message).toContain('SIDECAR_URL');
      expect(JSON.stringify([fault.message, fault.details])).not.toContain('secret');
    },
  );

  it('goes before SIDECAR_URL', () => {
    const environment = { ...namespace(), SIDECAR_URL: 'https://sidecar.example', SIDECAR_SECRET: 'hush' };
    const { sidecar } = readConfig(environment, sidecarFetch(environment)).services.echotts;
    expect(sidecar).toEqual({ url: 'http://sidecar', secret: 'hush', fetch: expect.any(Function) });
  });
});
