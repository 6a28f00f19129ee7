import { createVirtualClock } from '@voxlane/emulator';
import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../test/queue-setting.ts';
import type { AudioPayload } from './audio-payload.ts';
import { lbBodyReader } from './lb-body.ts';
import type { LbRunDeps } from './lb-deps.ts';
import { DEFAULT_LIMITS } from './limits.ts';

const tokens = (number: number, list: unknown = [number]): object => ({
  status: 'streaming',
  chunk: number,
  format: 'linacodec_tokens',
  tokens: list,
  embedding: [0.5],
  num_tokens: 1,
});
const END = { status: 'complete', format: 'linacodec_tokens', total_chunks: 3 };
const payload = (number: number): object => ({ kind: 'tokens', tokens: [number], embedding: [0.5], count: 1 });
const ALL = [payload(1), payload(2), payload(3)];

/** Reads a body that comes in pieces of `size` bytes. */
async function read(
  text: string,
  { type = 'application/x-ndjson', size = text.length, onGap = 'error' as LbRunDeps['onGap'] } = {},
) {
  const clock = createVirtualClock();
  const fetch = () => Promise.reject(new Error('nobody expected a fetch'));
  const deps: LbRunDeps = {
    url: 'https://tts.example.com/speak',
    apiKey: undefined,
    fetch,
    clock,
    limits: DEFAULT_LIMITS,
    files: { fetch, clock, random: () => 0.5, audioHosts: [], timeoutMs: 1_000 },
    observer: { onJob: () => undefined, onRunning: () => undefined, onChunk: () => undefined },
    onGap,
    encoding: 'auto',
    sampleRate: undefined,
    assumedSampleRate: undefined,
  };
  const body = lbBodyReader(new Headers({ 'content-type': type }), deps, new AbortController().signal);
  const bytes = new TextEncoder().encode(text);
  const payloads: AudioPayload[] = [];
  for (let at = 0; at < bytes.length && !body.over; at += size) {
    for await (const part of body.push(bytes.subarray(at, at + size))) payloads.push(part);
  }
  if (!body.over) for await (const part of body.end()) payloads.push(part);
  return payloads;
}

const json = (items: readonly object[], between: string): string =>
  items.map((item) => JSON.stringify(item)).join(between);
const events = (items: readonly object[]): string => items.map((item) => `data: ${JSON.stringify(item)}\n\n`).join('');

describe('messages with tokens', () => {
  const order = [tokens(2), tokens(1), tokens(1), tokens(3), END];
  const bodies: [string, string, string][] = [
    ['one a line', json(order, '\n'), 'application/x-ndjson'],
    ['side by side', json(order, ''), 'application/x-ndjson'],
    ['side by side as JSON', json(order, ' '), 'application/json'],
    [
      'over several lines each',
      order.map((item) => JSON.stringify(item, undefined, 2)).join('\n'),
      'application/jsonl',
    ],
    ['a list of them', JSON.stringify(order), 'application/json'],
    ['one an event', events(order), 'text/event-stream'],
    ['all in one event', `data: ${json(order, '')}\n\ndata: [DONE]\n\n`, 'text/event-stream'],
    ['over several lines of an event', `data: ${json(order, '\ndata: ')}\n\n`, 'text/event-stream'],
  ];

  it.each(bodies)('are read, %s, in pieces of any size', async (_, text, type) => {
    for (const size of [1, 7, 100, text.length]) expect(await read(text, { type, size })).toEqual(ALL);
  });

  const failures: [string, string, string, string][] = [
    ['a second run', json([tokens(1), tokens(1, [9])], ''), 'upstream_restarted', 'second time'],
    [
      'audio among them',
      json([tokens(1), { chunk: 2, audio_chunk: 'AAAA' }], ''),
      'upstream_bad_audio',
      'audio and Lina',
    ],
    ['a lost one', json([tokens(1), tokens(3), END], ''), 'upstream_gap', 'lost 1 of 3'],
    ['an early end', json([tokens(1)], ''), 'upstream_gap', 'at least one chunk'],
    ['an error', json([tokens(1), { error: 'out of memory' }], ''), 'upstream_out_of_memory', 'out of memory'],
    ['a message that is cut', json([tokens(1), tokens(2)], '').slice(0, -9), 'upstream_bad_reply', 'not JSON'],
    ['a message that is broken', `${json([tokens(1)], '')}{"a":}${json([END], '')}`, 'upstream_bad_reply', 'not JSON'],
    ['a message without end', `[${'1,'.repeat(5_000_000)}`, 'upstream_bad_reply', 'longer than 8388608'],
  ];

  it.each(failures)('say what happened: %s', async (_, text, code, message) => {
    const problem = await problemOf(read(text));
    expect(problem).toBeInstanceOf(Problem);
    expect([problem.code, problem.message]).toEqual([code, expect.stringContaining(message)]);
  });

  it.each([
    ['silence', [payload(1), { kind: 'hole' }, payload(3)]],
    ['skip', [payload(1), payload(3)]],
  ] as const)('have %s where one is lost, if that is asked for', async (onGap, expected) => {
    expect(await read(json([tokens(1), tokens(3), END], ''), { onGap })).toEqual(expected);
  });

  it('do not pile up behind a lost one', async () => {
    const behind = Array.from({ length: 300 }, (_, i) => tokens(i + 2));
    // Even if it came then: nobody knows that it will.
    const late = json([...behind, tokens(1), { ...END, total_chunks: 301 }], '');
    expect((await problemOf(read(late))).code).toBe('upstream_gap');
    const lost = json([...behind, { ...END, total_chunks: 301 }], '');
    expect(await read(lost, { onGap: 'skip' })).toHaveLength(300);
  });
});
