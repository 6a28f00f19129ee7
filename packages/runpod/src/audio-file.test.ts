import { createVirtualClock } from '@voxlane/emulator';
import { describe, expect, it } from 'vitest';
import { hanging, scriptedFetch, type Turn } from '../test/scripted-fetch.ts';
import { fetchAudioFile } from './audio-file.ts';

const AUDIO = new Uint8Array([1, 2, 3, 4]);

function setUp(turns: Turn[], audioHosts = ['*.amazonaws.com', 'cdn.example.com', '127.0.0.1:8788']) {
  const clock = createVirtualClock();
  const { fetch, calls } = scriptedFetch(turns);
  const deps = { fetch, clock, random: () => 0.5, audioHosts, timeoutMs: 5_000 };
  const get = (url: string) => clock.run(fetchAudioFile(url, deps, new AbortController().signal));
  return { get, calls, clock };
}

describe('fetchAudioFile', () => {
  it.each([
    'https://bucket.s3.amazonaws.com/a.pcm?X-Amz-Signature=1',
    'https://cdn.example.com/a.pcm',
    'http://127.0.0.1:8788/files/a.pcm',
  ])('fetches %s, without any key', async (url) => {
    const { get, calls } = setUp([new Response(AUDIO)]);
    expect(await get(url)).toEqual(AUDIO);
    expect([...(calls[0]?.headers.keys() ?? [])]).toEqual([]);
  });

  it.each([
    ['plain http', 'http://cdn.example.com/a.pcm'],
    ['a host that is not listed', 'https://evil.example.org/a.pcm'],
    ['a host that only ends like a listed one', 'https://evilamazonaws.com/a.pcm'],
    ['the metadata address of a cloud', 'http://169.254.169.254/latest'],
    ['another port of loopback', 'http://127.0.0.1:22/a'],
    ['a file', 'file:///etc/passwd'],
    ['a user in the address', 'https://a:b@cdn.example.com/a.pcm'],
    ['nonsense', 'https://'],
  ])('does not fetch from %s', async (_, url) => {
    const { get, calls } = setUp([]);
    await expect(get(url)).rejects.toMatchObject({ code: 'upstream_bad_audio' });
    expect(calls).toEqual([]);
  });

  it('does not follow a redirect, which could lead anywhere', async () => {
    const { get, calls } = setUp([new Response(null, { status: 302, headers: { location: 'http://10.0.0.1/' } })]);
    await expect(get('https://cdn.example.com/a')).rejects.toMatchObject({ code: 'upstream_unreachable' });
    expect(calls).toHaveLength(1);
  });

  it('tries again when the store is slow or busy', async () => {
    const { get, calls } = setUp([hanging, new Response('', { status: 503 }), new Response(AUDIO)]);
    expect(await get('https://cdn.example.com/a')).toEqual(AUDIO);
    expect(calls).toHaveLength(3);
  });

  it('says so when the address has expired, and does not try again', async () => {
    const { get, calls } = setUp([new Response('<Error/>', { status: 403 })]);
    await expect(get('https://cdn.example.com/a')).rejects.toThrow(/expired/);
    expect(calls).toHaveLength(1);
  });

  it('takes no file of more than 16 MiB', async () => {
    const huge = new Response(AUDIO, { headers: { 'content-length': String(17 * 1024 * 1024) } });
    const { get } = setUp([huge]);
    await expect(get('https://cdn.example.com/a')).rejects.toMatchObject({ code: 'upstream_bad_reply' });
  });
});
