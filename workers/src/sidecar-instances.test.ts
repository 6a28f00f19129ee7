import { describe, expect, it } from 'vitest';
import { sidecarInstances } from './sidecar-instances.ts';

interface Call {
  instance: string;
  url: string;
  init: RequestInit | undefined;
}

type Answer = () => Response | Promise<Response>;

/** Instances that answer what they are told to, by name; all others speak. */
function instances(count: number, answers: Readonly<Record<string, Answer>> = {}) {
  const calls: Call[] = [];
  const send = sidecarInstances(count, (name) => ({
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      calls.push({ instance: name, url: String(input), init });
      return answers[name]?.() ?? new Response(`speech of ${name}`);
    },
  }));
  const speak = (id: string, init: RequestInit = {}) =>
    send('http://sidecar/api/tts/stream', { method: 'POST', body: '{}', headers: { 'x-request-id': id }, ...init });
  return { send, speak, calls, asked: () => calls.map(({ instance }) => instance) };
}

const problem = (code: string, status = 503) => Response.json({ error: 'no', code, tier: 'middleware' }, { status });
const full: Answer = () => problem('overloaded');

/** A body that tells whether it was given up. */
function heldBody(text: string) {
  let cancelled = false;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
    controller.enqueue(new TextEncoder().encode(text));
  const cancel = () => {
    cancelled = true;
  };
  return { stream: new ReadableStream({ pull, cancel }, { highWaterMark: 0 }), isCancelled: () => cancelled };
}

describe('sidecars that share the work', () => {
  it('get all calls of one request at the same instance', async () => {
    const { send, speak, asked } = instances(5);
    await speak('3f2a');
    await send('http://sidecar/health', { headers: { 'X-Request-Id': '3f2a' } });
    await send(new Request('http://sidecar/health', { headers: { 'x-request-id': '3f2a' } }));
    expect(new Set(asked()).size).toBe(1);
  });

  it('get about as many requests each', async () => {
    const { speak, asked } = instances(4);
    for (let i = 0; i < 400; i++) await speak(`request-${i}`);
    const counts = ['0', '1', '2', '3'].map((name) => asked().filter((each) => each === name).length);
    for (const count of counts) expect(count).toBeGreaterThan(60);
  });

  it('get what has no id at one and the same', async () => {
    const { send, asked } = instances(3);
    await send('http://sidecar/ready');
    await send(new URL('http://sidecar/ready'), { headers: {} });
    expect(asked()[0]).toMatch(/^[012]$/);
    expect(asked()[1]).toBe(asked()[0]);
  });

  it('are asked one after the other while they are full, each once, and nothing is lost on the way', async () => {
    const signal = new AbortController().signal;
    const { speak, calls } = instances(3, { 0: full, 1: full, 2: full });
    const answer = await speak('a', { signal });
    expect(calls.map(({ instance }) => instance).sort()).toEqual(['0', '1', '2']);
    for (const { url, init } of calls) {
      expect(url).toBe('http://sidecar/api/tts/stream');
      expect([init?.method, init?.body, init?.signal]).toEqual(['POST', '{}', signal]);
    }
    expect([answer.status, await answer.json()]).toEqual([503, expect.objectContaining({ code: 'overloaded' })]);
  });

  it('speak in the place of one that is full', async () => {
    const first = instances(2);
    await first.speak('a');
    const [busy = ''] = first.asked();
    const { speak } = instances(2, { [busy]: full });
    expect(await (await speak('a')).text()).toBe(`speech of ${1 - Number(busy)}`);
  });

  it('speak in the place of one that the platform cannot start', async () => {
    const none: Answer = () => new Response('There is no Container instance available', { status: 503 });
    const { speak, asked } = instances(2, { 0: none, 1: none });
    expect((await speak('a')).status).toBe(503);
    expect(asked()).toHaveLength(2);
  });

  it.each([
    ['a cold start that took too long', () => problem('cold_start_timeout')],
    ['what is not configured', () => problem('not_configured')],
    ['a failure', () => problem('upstream_failed', 502)],
    ['no room, as others than a sidecar say it', () => problem('overloaded', 500)],
  ])('do not repeat %s, and pass it on as it was', async (_, answer) => {
    const { speak, asked } = instances(2, { 0: answer, 1: answer });
    const { status, statusText, headers } = answer();
    const passed = await speak('a');
    expect([passed.status, passed.statusText, await passed.json()]).toEqual([
      status,
      statusText,
      await answer().json(),
    ]);
    expect(passed.headers.get('content-type')).toBe(headers.get('content-type'));
    expect(asked()).toHaveLength(1);
  });

  it('do not repeat a call that broke, of which nobody knows what it began', async () => {
    const broken = () => Promise.reject(new TypeError('Network connection lost'));
    const { speak, asked } = instances(2, { 0: broken, 1: broken });
    await expect(speak('a')).rejects.toThrow('Network connection lost');
    expect(asked()).toHaveLength(1);
  });

  it('repeat nothing but speech', async () => {
    const { send, speak, asked } = instances(2, { 0: full, 1: full });
    await send('http://sidecar/ready');
    await send('http://sidecar/v1/decode', { method: 'POST', body: '{}' });
    await speak('a', { body: new Blob(['{}']).stream() });
    expect(asked()).toHaveLength(3);
  });

  it('are left alone by a listener who has gone', async () => {
    const listener = new AbortController();
    const leaving: Answer = () => {
      listener.abort(new Error('gone'));
      return problem('overloaded');
    };
    const { speak, asked } = instances(3, { 0: leaving, 1: leaving, 2: leaving });
    await expect(speak('a', { signal: listener.signal })).rejects.toThrow('gone');
    expect(asked()).toHaveLength(1);
  });

  it('give up a refusal that never ends, once it has said enough', async () => {
    const endless = heldBody('no '.repeat(1_000));
    let answers = 0;
    const answer: Answer = () => (answers++ === 0 ? new Response(endless.stream, { status: 503 }) : new Response('ok'));
    const { speak } = instances(2, { 0: answer, 1: answer });
    expect(await (await speak('a')).text()).toBe('ok');
    expect(endless.isCancelled()).toBe(true);
  });

  it('hand on audio without looking into it', async () => {
    const audio = heldBody('samples');
    const { speak } = instances(2, { 0: () => new Response(audio.stream), 1: () => new Response(audio.stream) });
    const { body } = await speak('a');
    expect(body).toBe(audio.stream);
  });
});
