import { describe, expect, it } from 'vitest';
import { settle } from '../../test/event-loop.ts';
import { spoken } from '../../test/fake-sidecar.ts';
import { HandFedBody } from '../../test/hand-fed-body.ts';
import { LIMITS, within } from '../../test/lane.ts';
import { problemOf } from '../../test/problem.ts';
import { collect } from '../../test/samples.ts';
import { raw, type SidecarLane, sidecarLane } from '../../test/sidecar-lane.ts';

/** Nothing of the request is left: no timer, and no call whose signal has not fired. */
function expectNothingLeft({ sidecar, clock }: SidecarLane): void {
  expect([clock.sleepers(), sidecar.calls.filter(({ signal }) => !signal.aborted)]).toEqual([0, []]);
}

describe('a listener who leaves', () => {
  it('before anything was sent causes no call', async () => {
    const setting = sidecarLane();
    setting.listener.abort();
    expect((await problemOf(() => setting.start())).code).toBe('client_closed');
    expect(setting.sidecar.calls).toEqual([]);
    expectNothingLeft(setting);
  });

  it('while the sidecar has not answered closes the connection', async () => {
    const setting = sidecarLane();
    const starting = setting.start();
    await settle();
    setting.listener.abort();
    expect((await problemOf(() => starting)).code).toBe('client_closed');
    expect(setting.sidecar.asked.length).toBe(1);
    expectNothingLeft(setting);
  });

  it('while its health is looked at ends that, too', async () => {
    const setting = sidecarLane();
    setting.sidecar.script('/health', 'silence');
    const starting = setting.start();
    starting.catch(() => undefined);
    await setting.clock.advance(LIMITS.connectMs);
    expect(setting.sidecar.of('/health').length).toBe(1);
    setting.listener.abort();
    expect((await problemOf(() => starting)).code).toBe('client_closed');
    expectNothingLeft(setting);
  });

  it('while an error is read stops reading it', async () => {
    const setting = sidecarLane();
    const body = new HandFedBody();
    setting.sidecar.script('/api/tts/stream', new Response(body.stream, { status: 502 }));
    const starting = setting.start();
    starting.catch(() => undefined);
    await settle();
    setting.listener.abort();
    expect((await problemOf(() => starting)).code).toBe('client_closed');
    expect(body.cancelled).toBe(true);
    expectNothingLeft(setting);
  });

  it('while the headers are there, but no sample, closes the connection', async () => {
    const setting = sidecarLane();
    setting.sidecar.speaks().feed(Uint8Array.of(1));
    const starting = setting.start();
    starting.catch(() => undefined);
    await settle();
    setting.listener.abort();
    expect((await problemOf(() => starting)).code).toBe('client_closed');
    expectNothingLeft(setting);
  });

  it('before the next attempt causes none', async () => {
    const setting = sidecarLane({ attempts: 3 });
    setting.sidecar.script('/api/tts/stream', new TypeError('fetch failed'));
    const starting = setting.start();
    starting.catch(() => undefined);
    await settle();
    expect(setting.clock.sleepers()).toBe(2);
    setting.listener.abort();
    expect((await problemOf(() => starting)).code).toBe('client_closed');
    await setting.clock.advance(10_000);
    expect(setting.sidecar.asked.length).toBe(1);
    expectNothingLeft(setting);
  });

  it.each([0, 1, 2])('after %i blocks hears nothing more, and never gets a clean end', async (blocks) => {
    const setting = sidecarLane();
    setting.sidecar.speaks().feed(raw(1, 4), raw(2, 4), raw(3, 4));
    const { audio } = await setting.start();
    for (let block = 0; block < blocks; block++) await audio.next();
    setting.listener.abort();
    await settle();
    expectNothingLeft(setting);
    expect((await problemOf(() => audio.next())).code).toBe('client_closed');
  });

  it('while waiting for audio gets the reason, not the error of the connection', async () => {
    const setting = sidecarLane();
    setting.sidecar.speaks().feed(raw(1, 4));
    const { audio } = await setting.start();
    await audio.next();
    const asked = problemOf(() => audio.next());
    await settle();
    setting.listener.abort();
    expect((await asked).code).toBe('client_closed');
    expectNothingLeft(setting);
  });

  it('has an answer that comes too late, by a way that heeds no signal, let go of', async () => {
    const answer = Promise.withResolvers<Response>();
    const setting = sidecarLane({ link: { fetch: () => answer.promise } });
    const starting = setting.start();
    await settle();
    setting.listener.abort();
    expect((await problemOf(() => starting)).code).toBe('client_closed');
    const body = new HandFedBody().feed(raw(1, 4));
    answer.resolve(spoken(body.stream));
    await settle();
    expect([body.cancelled, body.pulls]).toEqual([true, 0]);
  });

  it('has a body that heeds no signal let go of', async () => {
    const body = new HandFedBody().feed(raw(1, 4));
    const setting = sidecarLane({ link: { fetch: async () => spoken(body.stream) } });
    const { audio } = await setting.start();
    await audio.next();
    const asked = problemOf(() => audio.next());
    await settle();
    setting.listener.abort();
    expect((await asked).code).toBe('client_closed');
    await settle();
    expect([body.cancelled, setting.clock.sleepers()]).toEqual([true, 0]);
  });
});

describe('a reader who returns', () => {
  it.each([0, 1, 2])('after %i blocks closes the connection', async (blocks) => {
    const setting = sidecarLane();
    setting.sidecar.speaks().feed(raw(1, 4), raw(2, 4), raw(3, 4));
    const { audio } = await setting.start();
    for (let block = 0; block < blocks; block++) await audio.next();
    await audio.return();
    expectNothingLeft(setting);
    expect(await audio.next()).toEqual({ done: true, value: undefined });
  });

  it('need not wait for a body that cannot be cancelled', async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(raw(1, 4)),
      cancel: () => new Promise(() => undefined),
    });
    const setting = sidecarLane({ link: { fetch: async () => spoken(stream) } });
    const { audio } = await setting.start();
    await audio.next();
    expect((await audio.return()).done).toBe(true);
  });
});

describe('the time limit of a whole request', () => {
  it('ends a start by a sidecar that lives and never speaks', async () => {
    const setting = sidecarLane();
    const problem = await problemOf(() => within(setting.clock, LIMITS.totalMs, setting.start()));
    expect(problem.code).toBe('total_timeout');
    expectNothingLeft(setting);
  });

  it('breaks the stream of a slow reader', async () => {
    const setting = sidecarLane();
    setting.sidecar.speaks().feed(raw(1, 4), raw(2, 4));
    const { audio } = await setting.start();
    await audio.next();
    await setting.clock.advance(LIMITS.totalMs);
    expectNothingLeft(setting);
    expect((await problemOf(() => collect(audio))).code).toBe('total_timeout');
  });
});
