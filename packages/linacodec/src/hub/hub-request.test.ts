import { describe, expect, it } from 'vitest';
import { askingFetch, type Hub, request } from './hub-request.ts';

const SUBJECT = { repo: 'someone/tiny-codec', revision: 'main' };
const HUB = 'https://hub.example/base';

/** A hub whose answers are given by hand, and the requests that went out to it. */
function createHub(answer: () => Response | Promise<Response>, signal = new AbortController().signal) {
  const sent: Request[] = [];
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    sent.push(new Request(input, init));
    return await answer();
  };
  const hub: Hub = { endpoint: HUB, token: 'hf_secret', fetch, timeout: () => new AbortController().signal, signal };
  return { hub, sent };
}

/** A body without an end, and how it was used. */
function endlessBody() {
  const state = { bytes: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      state.bytes += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { body, state };
}

describe('a request', () => {
  it.each([
    [`${HUB}/api/models/x`, 'Bearer hf_secret'],
    ['https://hub.example/elsewhere', 'Bearer hf_secret'],
    ['http://hub.example/base', null],
    ['https://hub.example:8443/base', null],
    ['https://cdn.hub.example/x', null],
    ['https://hub.example.evil/x', null],
  ])('to %s carries %s', async (url, expected) => {
    const { hub, sent } = createHub(() => new Response());
    await request(hub, SUBJECT, url, { headers: { Range: 'bytes=5-' } });
    expect(sent[0]?.headers.get('Authorization')).toBe(expected);
    expect(sent[0]?.headers.get('Range')).toBe('bytes=5-');
  });

  it('does not read the body of a refusal', async () => {
    const { body, state } = endlessBody();
    const { hub } = createHub(() => new Response(body, { status: 404, headers: { 'X-Error-Code': 'RepoNotFound' } }));
    await expect(request(hub, SUBJECT, HUB)).rejects.toMatchObject({
      code: 'hub_not_found',
      cause: { status: 404, reason: 'RepoNotFound' },
    });
    expect(state.cancelled).toBe(true);
  });

  it('that fails is unreachable, or cancelled when the caller has left', async () => {
    const cause = new TypeError('fetch failed');
    const failing = () => Promise.reject(cause);
    await expect(request(createHub(failing).hub, SUBJECT, HUB)).rejects.toMatchObject({
      code: 'hub_unreachable',
      cause,
    });
    const { hub } = createHub(failing, AbortSignal.abort('left'));
    await expect(request(hub, SUBJECT, HUB)).rejects.toMatchObject({ code: 'cancelled', cause: 'left' });
  });
});

describe('a question', () => {
  it('keeps status, headers and body of its answer', async () => {
    const { hub } = createHub(() => new Response('{"a":1}', { status: 206, headers: { 'X-Repo-Commit': 'c' } }));
    const answer = await askingFetch(hub, SUBJECT)(HUB);
    expect([answer.status, answer.headers.get('X-Repo-Commit'), await answer.json()]).toEqual([206, 'c', { a: 1 }]);
  });

  it('reads one MiB of its answer and no more', async () => {
    const { body, state } = endlessBody();
    const { hub } = createHub(() => new Response(body));
    const answer = await askingFetch(hub, SUBJECT)(new URL(HUB));
    expect((await answer.arrayBuffer()).byteLength).toBe(1_048_576);
    expect(state.cancelled).toBe(true);
    expect(state.bytes).toBeLessThan(2 * 1_048_576);
  });

  it('is unreachable when its answer breaks off', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('terminated')) });
    const { hub } = createHub(() => new Response(body));
    await expect(askingFetch(hub, SUBJECT)(HUB)).rejects.toMatchObject({ code: 'hub_unreachable', retryable: true });
  });
});
