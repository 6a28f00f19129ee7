import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, ask, dial, jsonOf } from '../../../workers/test/e2e/harness/listener.ts';
import { audioOf, eventsIn } from '../../../workers/test/e2e/harness/sse-text.ts';
import { streamReplies } from './harness/echo-jobs.ts';
import { DIRECT, type Lane, startLane } from './harness/lane.ts';
import { type SpokenTokens, spokenTokens } from './harness/spoken-tokens.ts';

const WAV_HEADER_BYTES = 44;

describe('POST /v1/decode', () => {
  let lane: Lane;
  let tokens: SpokenTokens;
  beforeAll(async () => {
    lane = await startLane();
    tokens = await spokenTokens(lane);
  });
  afterAll(() => lane.close());

  const decode = (query: string, body: unknown = tokens.chunk) =>
    ask(lane.sidecar.url, { path: `/v1/decode${query}`, json: body, headers: DIRECT });

  it('makes of one document what the lane makes of the job', async () => {
    const answer = await decode('');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'audio/octet-stream']);
    expect(answer.headers).toMatchObject({
      'x-sample-rate': '48000',
      'x-channels': '1',
      'cache-control': 'no-cache, no-transform',
      'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
    });
    expect(answer.headers['server-timing']).toMatch(/first-chunk;dur=.*decode;dur=.*first-audio;dur=/);
    expect((await answer.hear()).bytes.equals(tokens.whole)).toBe(true);
  });

  it.each<[string, () => unknown]>([
    ['documents that follow each other without a line break', () => tokens.lines.map((line) => line.trim()).join('')],
    ['a list of messages', () => tokens.lines.map((line) => JSON.parse(line))],
    ['a stream reply of RunPod', () => ({ status: 'COMPLETED', stream: [{ output: tokens.chunk }] })],
    ['a result of RunPod', () => ({ status: 'COMPLETED', output: [tokens.chunk] })],
    ['batches of one', () => ({ tokens: [tokens.chunk.tokens], embedding: [tokens.chunk.embedding] })],
  ])('takes %s', async (_, body) => {
    const given = body();
    const call = dial(lane.sidecar.url, { path: '/v1/decode', headers: DIRECT, held: true });
    call.end(typeof given === 'string' ? given : JSON.stringify(given));
    const answer = await answerOf(call);
    expect([answer.status, (await answer.hear()).bytes.equals(tokens.whole)]).toEqual([200, true]);
  });

  it('takes the replies of RunPod to /stream as they are, one after another', async () => {
    const replies = await streamReplies(lane.running, { text: tokens.text });
    expect(replies.length).toBeGreaterThan(1);
    const call = dial(lane.sidecar.url, { path: '/v1/decode', headers: DIRECT, held: true });
    call.end(replies.join('\n'));
    expect((await (await answerOf(call)).hear()).bytes.equals(tokens.whole)).toBe(true);
  });

  it('answers as WAV, as events and at 24 kHz', async () => {
    const [wav, sse, half] = await Promise.all(
      ['?format=wav', '?stream_format=sse', '?sample_rate=24000'].map(async (query) => {
        const answer = await decode(query);
        return { ...answer, ...(await answer.hear()) };
      }),
    );
    expect(wav?.headers['content-type']).toBe('audio/wav');
    expect(wav?.bytes.subarray(WAV_HEADER_BYTES).equals(tokens.whole)).toBe(true);
    expect(audioOf(eventsIn(sse?.bytes.toString() ?? '')).equals(tokens.whole)).toBe(true);
    expect(half?.headers['x-sample-rate']).toBe('24000');
    expect(Math.abs((half?.bytes.length ?? 0) - tokens.whole.length / 2)).toBeLessThanOrEqual(2);
  });

  it.each<[string, unknown, RegExp]>([
    ['no tokens', {}, /tokens/],
    ['an empty list of tokens', { tokens: [], embedding: [] }, /tokens/],
    ['a token that is none', { tokens: [1, 12_800], embedding: new Array(128).fill(0) }, /tokens\[1\] is 12800/],
    ['no speaker', { tokens: [1, 2, 3] }, /embedding/],
    ['half a speaker', { tokens: [1, 2, 3], embedding: new Array(64).fill(0) }, /holds 64 values/],
    ['a text', { text: 'Say this.' }, /text/],
    ['audio', { audio_chunk: 'AAAA', sample_rate: 48_000 }, /audio_chunk/],
    ['a failure', { status: 'FAILED', error: 'CUDA error' }, /CUDA error/],
  ])('refuses %s in the shape of errors of OpenAI', async (_, body, says) => {
    const answer = await decode('', body);
    const { error } = (await jsonOf(answer)) as { error: Record<string, unknown> };
    expect(answer.status).toBe(400);
    expect(error).toMatchObject({ type: 'invalid_request_error', code: 'invalid_request' });
    expect(error.message).toMatch(says);
  });

  it.each(['?sample_rate=1', '?format=mp3'])('refuses what it cannot answer with: %s', async (query) => {
    const answer = await decode(query);
    expect([answer.status, (await jsonOf(answer)).error]).toMatchObject([400, { code: 'invalid_request' }]);
  });
});
