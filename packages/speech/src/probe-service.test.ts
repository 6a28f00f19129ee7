import type { Endpoint } from '@voxlane/runpod';
import { describe, expect, it } from 'vitest';
import { lane, within } from '../test/lane.ts';
import { probeService } from './probe-service.ts';

/** A lane, and a look at its `vibevoice`. */
function probing(endpoint?: Endpoint) {
  const setting = lane(endpoint === undefined ? {} : { endpoint });
  const { context } = setting;
  return { ...setting, probe: () => probeService(context.services.vibevoice, context) };
}

describe('probeService', () => {
  it('tells the workers of an endpoint that answers', async () => {
    const { runpod, probe } = probing();
    runpod.script('vv/health', { jobs: { inQueue: 2 }, workers: { ready: 1, throttled: 3 } });
    expect(await probe()).toEqual({ reachable: true, workers: { ready: 1, throttled: 3 } });
  });

  it('starts no job', async () => {
    const { runpod, probe } = probing();
    await probe();
    expect(runpod.calls.map(({ operation }) => operation)).toEqual(['vv/health']);
  });

  it.each([
    ['does not take the key', new Response('', { status: 401 }), 'RUNPOD_API_KEY'],
    ['is not there', new Response('', { status: 404 }), 'endpoint setting'],
    ['cannot be reached', new TypeError('getaddrinfo ENOTFOUND secret.internal'), 'could not be reached'],
    ['answers with a page', new Response('<html>'), 'not JSON'],
  ])('says why when the endpoint %s, and tells no host', async (_, answer, said) => {
    const { runpod, clock, probe } = probing();
    runpod.script('vv/health', answer);
    const { reachable, message } = await probe();
    expect([reachable, message?.includes(said), message?.includes('secret')]).toEqual([false, true, false]);
    expect(clock.sleepers()).toBe(0);
  });

  it('waits no longer than three seconds', async () => {
    const { runpod, clock, probe } = probing();
    runpod.stall('vv/health');
    expect((await within(clock, 3_000, probe())).reachable).toBe(false);
  });

  it('asks for the health of a load-balancing endpoint by its id', async () => {
    const { runpod, probe } = probing({ kind: 'lb', url: 'https://abc123.api.runpod.ai/speak' });
    runpod.script('abc123/health', { workers: { idle: 1 } });
    expect(await probe()).toEqual({ reachable: true, workers: { idle: 1 } });
  });

  it('knows nothing against an endpoint whose health has no address', async () => {
    const { runpod, probe } = probing({ kind: 'lb', url: 'https://speech.example.com/speak' });
    expect([await probe(), runpod.calls]).toEqual([{ reachable: true }, []]);
  });

  it('says when a service is not configured', async () => {
    const { context } = lane();
    expect(await probeService(context.services.qwen, context)).toEqual({
      reachable: false,
      message: 'not configured',
    });
  });
});
