import type { Faults, Handler } from '@voxlane/emulator';
import { describe, expect, it } from 'vitest';
import { emulatedJob, type JobSetting, outcomeOf } from '../test/emulated-job.ts';

/** Chunks of a job, as the handler numbers them. */
const CHUNKS = 6;

const message = (number: number, attempt = 0): object => ({
  status: 'streaming',
  chunk: number,
  format: 'linacodec_tokens',
  tokens: [number, number + attempt],
  embedding: [0.5],
  num_tokens: 2,
});
const payload = (number: number): object => ({
  kind: 'tokens',
  tokens: [number, number],
  embedding: [0.5],
  count: 2,
});

/** Yields a chunk of tokens a second. */
const handler: Handler = async function* (_, { clock, signal, attempt }) {
  for (let number = 1; number <= CHUNKS; number++) {
    await clock.sleep(1_000, signal);
    yield message(number, attempt);
  }
  yield { status: 'complete', format: 'linacodec_tokens', total_chunks: CHUNKS, total_tokens: 2 * CHUNKS };
};
/** Yields what it is told to, at once. */
const yielding = (...items: unknown[]): Handler =>
  async function* () {
    yield* items;
  };

const all = Array.from({ length: CHUNKS }, (_, i) => payload(i + 1));

describe('a job that yields tokens', () => {
  const ways: [string, Faults][] = [
    ['as usual', {}],
    ['items wrapped twice', { streamShape: 'double-wrapped' }],
    ['a chunk posted twice', { duplicate: [2, 3] }],
    ['chunks out of order', { swap: [1, 4] }],
    ['the last chunk together with COMPLETED', { lastChunk: 'with-completed' }],
    ['a chunk that only the aggregate holds', { lose: [3] }],
    [
      'a lost reply that the aggregate makes up for',
      { http: [{ op: 'stream', reply: 'reset', after: 1, when: 'after' }] },
    ],
  ];

  it.each(ways)('hands them on unread and in order: %s', async (_, faults) => {
    const { payloads, problem, jobs } = await outcomeOf({ handler, faults });
    expect(problem).toBeUndefined();
    expect(payloads).toEqual(all);
    expect(jobs[0]?.cancelReceivedAt).toBeUndefined();
  });

  it.each([
    ['silence', [payload(1), payload(2), { kind: 'hole' }, ...all.slice(3)]],
    ['skip', [payload(1), payload(2), ...all.slice(3)]],
  ] as const)('has %s where one is lost, if that is asked for', async (onGap, expected) => {
    const { payloads, problem } = await outcomeOf({
      handler,
      onGap,
      faults: { lose: [3] },
      config: { aggregate: false },
    });
    expect([payloads, problem]).toEqual([expected, undefined]);
  });

  const failures: [string, JobSetting, string, RegExp][] = [
    ['a lost chunk', { handler, faults: { lose: [3] }, config: { aggregate: false } }, 'upstream_gap', /lost 1 of 6/],
    ['a second run after a chunk', { handler, faults: { restartAfter: 3 } }, 'upstream_restarted', /second time/],
    ['an error in the middle', { handler, faults: { inBandErrorAfter: 2 } }, 'upstream_out_of_memory', /./],
    ['a stall', { handler, faults: { stall: { afterChunks: 2, ms: 60_000 } } }, 'chunk_timeout', /CHUNK_TIMEOUT_MS/],
    [
      'audio among them',
      { handler: yielding(message(1), { chunk: 2, audio_chunk: 'AAAA' }, message(3)) },
      'upstream_bad_audio',
      /audio and LinaCodec tokens/,
    ],
    [
      'them among audio',
      { handler: yielding({ chunk: 1, audio_chunk: 'AAAA' }, message(2)) },
      'upstream_bad_audio',
      /audio and LinaCodec tokens/,
    ],
    [
      'nothing but the word of the end',
      { handler: yielding({ status: 'complete', format: 'linacodec_tokens', total_chunks: 0 }) },
      'upstream_bad_reply',
      /without audio/,
    ],
  ];

  it.each(failures)('says what happened: %s', async (_, setting, code, text) => {
    const { payloads, problem } = await outcomeOf(setting);
    expect(problem?.code).toBe(code);
    expect(problem?.message).toMatch(text);
    expect(new Set(payloads.map(({ kind }) => kind)).size).toBeLessThan(2);
  });

  it.each([
    ['missing', {}],
    ['null', { tokens: null, embedding: null }],
    ['of a wrong kind', { tokens: 'AAEC', embedding: 7, num_tokens: '3' }],
  ])('does not judge tokens that are %s', async (_, fields: Record<string, unknown>) => {
    const odd = { status: 'streaming', chunk: 1, format: 'linacodec_tokens', ...fields };
    const { payloads, problem } = await outcomeOf({ handler: yielding(odd, { status: 'complete', total_chunks: 1 }) });
    const { tokens, embedding, num_tokens: count } = fields;
    expect([payloads, problem]).toEqual([[{ kind: 'tokens', tokens, embedding, count }], undefined]);
  });

  it('tells of each chunk, and leaves the rest at RunPod while nobody asks', async () => {
    const { audio, clock, emulator, seen } = emulatedJob({ handler });
    await clock.run(audio.next());
    await clock.advance(60_000);
    expect(seen).toEqual([emulator.jobs()[0]?.id, 'running', 'chunk']);
    expect(emulator.jobs()[0]?.chunks.taken).toBe(1);
    await clock.run(audio.return());
    await clock.advance(1_000);
  });
});
