import { describe, expect, it } from 'vitest';
import { HandFedBody } from '../../test/hand-fed-body.ts';
import { within } from '../../test/lane.ts';
import { sidecarLane } from '../../test/sidecar-lane.ts';
import { probeService } from '../probe-service.ts';

/** A lane, and a look at its `echotts`. */
function probing() {
  const setting = sidecarLane();
  const { context } = setting;
  return { ...setting, probe: () => probeService(context.services.echotts, context) };
}

const ready = (body: object, status = 200) => Response.json(body, { status });

describe('probeService of a service that a sidecar speaks for', () => {
  it('asks the sidecar whether it is ready, with the secret', async () => {
    const { sidecar, runpod, clock, probe } = probing();
    sidecar.script('/ready', ready({ status: 'ready' }));
    expect(await probe()).toEqual({ reachable: true });
    const [call] = sidecar.calls;
    expect([call?.method, call?.headers.get('authorization'), call?.redirect]).toEqual([
      'GET',
      'Bearer hush',
      'manual',
    ]);
    expect([sidecar.calls.length, runpod.calls, clock.sleepers()]).toEqual([1, [], 0]);
  });

  it('passes on the counts of workers that are counts', async () => {
    const { sidecar, probe } = probing();
    const workers = {
      idle: 1,
      running: 0,
      ready: -1,
      throttled: 1.5,
      unhealthy: '2',
      host: 'worker.internal',
      extra: 4,
    };
    sidecar.script(
      '/ready',
      ready({ status: 'ready', services: { echotts: { workers }, qwen: { workers: { idle: 9 } } } }),
    );
    expect(await probe()).toEqual({ reachable: true, workers: { idle: 1, running: 0 } });
  });

  it.each([null, [], 'x', { echotts: null }, { echotts: { workers: [1] } }])(
    'is content with services that are none: %j',
    async (services) => {
      const { sidecar, probe } = probing();
      sidecar.script('/ready', ready({ services }));
      expect(await probe()).toEqual({ reachable: true });
    },
  );

  it('says what a sidecar that is not ready lacks, cleaned', async () => {
    const { sidecar, probe } = probing();
    const error = 'The model is not loaded; see http://sidecar.internal/log';
    const services = { echotts: { workers: { throttled: 2 } } };
    sidecar.script('/ready', ready({ status: 'not_ready', error, services }, 503));
    expect(await probe()).toEqual({
      reachable: false,
      message: 'The model is not loaded; see (a URL)',
      workers: { throttled: 2 },
    });
  });

  it.each([
    ['says nothing more', ready({ status: 'not_ready' }, 503), 'the sidecar is not ready'],
    ['is hidden behind a page', new Response('<html>', { status: 503 }), 'not JSON'],
    ['is a page', new Response('<html>'), 'not JSON'],
    ['does not take the secret', new Response('', { status: 401 }), 'SIDECAR_SECRET'],
    ['is somewhere else', new Response('', { status: 404 }), '404; check SIDECAR_URL'],
    ['redirects', new Response(null, { status: 301 }), '301; check SIDECAR_URL'],
    ['breaks the connection', new TypeError('ENOTFOUND sidecar.internal'), 'the sidecar could not be reached'],
  ])('says why when the sidecar %s, and tells no host', async (_, answer, said) => {
    const { sidecar, clock, probe } = probing();
    sidecar.script('/ready', answer);
    const { reachable, message } = await probe();
    expect([reachable, message?.includes(said), message?.includes('internal')]).toEqual([false, true, false]);
    expect(clock.sleepers()).toBe(0);
  });

  it('lets go of a body that says nothing to it', async () => {
    const { sidecar, probe } = probing();
    const body = new HandFedBody();
    sidecar.script('/ready', new Response(body.stream, { status: 404 }));
    await probe();
    expect([body.cancelled, body.pulls]).toEqual([true, 0]);
  });

  it.each([
    ['no answer', 'silence' as const],
    ['half an answer', new Response(new HandFedBody().feed(Uint8Array.of(0x7b)).stream)],
  ])('waits no longer than three seconds for %s', async (_, answer) => {
    const { sidecar, clock, probe } = probing();
    sidecar.script('/ready', answer);
    expect(await within(clock, 3_000, probe())).toEqual({
      reachable: false,
      message: 'the sidecar could not be reached',
    });
    expect([clock.sleepers(), sidecar.calls[0]?.signal.aborted]).toEqual([0, true]);
  });
});
