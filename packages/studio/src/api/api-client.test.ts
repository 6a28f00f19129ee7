import { describe, expect, it } from 'vitest';
import { apiClient } from './api-client.ts';

/** A client whose every call is answered by `answer`, and the requests that it made. */
function client(answer: () => Response | Promise<Response>, key = '') {
  const requests: { path: unknown; headers: Headers; init: RequestInit }[] = [];
  const fetch = async (path: unknown, init: RequestInit = {}) => {
    requests.push({ path, headers: new Headers(init.headers), init });
    return await answer();
  };
  return { api: apiClient(fetch as typeof globalThis.fetch, () => key), requests };
}

describe('apiClient', () => {
  it('posts JSON and hands out the answer unread', async () => {
    const { api, requests } = client(() => new Response('audio'));
    const response = await api.post('/speak', { text: 'a' }, { accept: 'audio/wav' });
    expect(await response.text()).toBe('audio');
    expect(requests[0]?.init).toMatchObject({ method: 'POST', body: '{"text":"a"}' });
    expect(Object.fromEntries(requests[0]?.headers ?? [])).toEqual({
      accept: 'audio/wav',
      'content-type': 'application/json',
    });
  });

  it.each([
    ['secret', 'Bearer secret'],
    [' secret\n', 'Bearer secret'],
    ['schlüssel', 'Bearer schl?ssel'],
    ['', null],
    ['  ', null],
  ])('sends the key %j in a header and nowhere else', async (key, header) => {
    const { api, requests } = client(() => Response.json({}), key);
    await api.get('/lists');
    expect(requests[0]?.path).toBe('/lists');
    expect(requests[0]?.headers.get('authorization')).toBe(header);
  });

  it('tells that no answer came', async () => {
    const { api } = client(() => Promise.reject(new TypeError('refused')));
    await expect(api.get('/lists')).rejects.toMatchObject({ code: 'network', status: 0 });
  });

  it('lets a cancel through as it is', async () => {
    const reason = new DOMException('gone', 'AbortError');
    const { api } = client(() => Promise.reject(reason));
    await expect(api.get('/lists', { signal: AbortSignal.abort() })).rejects.toBe(reason);
  });

  it('takes a page of a proxy for no JSON', async () => {
    const { api } = client(() => new Response('<!doctype html>'));
    await expect(api.get('/lists')).rejects.toMatchObject({ code: 'bad_answer', status: 200 });
  });
});
