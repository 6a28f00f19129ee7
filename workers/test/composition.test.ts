import { describe, expect, it } from 'vitest';
import worker, { SidecarContainer } from '../src/index.ts';

/** The worker as the platform runs it: what it exports, put together from an environment. */
const context = { waitUntil() {}, passThroughOnException() {}, props: {} } as unknown as ExecutionContext;

describe('the worker', () => {
  it('answers, and takes a container namespace for its sidecar', async () => {
    const asked: string[] = [];
    const SIDECAR = {
      idFromName: (name: string) => name,
      get: () => ({
        fetch: async (url: string) => {
          asked.push(url);
          return Response.json({ status: 'ready' });
        },
      }),
    };
    const environment = { SIDECAR, LOG_LEVEL: 'silent' };
    const request = (path: string) => new Request(`https://voxlane.example${path}`) as Request<unknown, never>;
    const health = await worker.fetch(request('/health'), environment, context);
    expect([health.status, await health.json()]).toMatchObject([200, { status: 'healthy' }]);
    const ready = await worker.fetch(request('/ready'), environment, context);
    expect(await ready.json()).toMatchObject({ services: { echotts: { configured: true, reachable: true } } });
    expect(asked).toEqual(['http://sidecar/ready']);
  });

  it('brings the class of the container that wrangler.toml names', () => {
    expect(SidecarContainer.name).toBe('SidecarContainer');
    expect(Object.getPrototypeOf(SidecarContainer).name).toBe('Container');
  });
});
