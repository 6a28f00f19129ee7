import { describe, expect, it } from 'vitest';
import { parseTokenDocument } from './parse-token-document.ts';
import { TokenError } from './token-error.ts';
import type { TokenPiece } from './token-piece.ts';

const LIMITS = { vocabulary: 12_800, embeddingSize: 2 };
const read = (document: unknown) => parseTokenDocument(document, LIMITS);

const piece = (tokens: number[], embedding?: number[]): TokenPiece => ({
  tokens: Int32Array.from(tokens),
  ...(embedding === undefined ? {} : { embedding: Float32Array.from(embedding) }),
});
const message = { format: 'linacodec_tokens', tokens: [1, 2], embedding: [3, 4], sample_rate: 48_000, num_tokens: 2 };
const second = { tokens: [5] };

describe('parseTokenDocument', () => {
  it.each([
    ['alone', message],
    ['in output', { output: message }],
    ['in output of output', { output: { output: message } }],
    ['in a list of one', [message]],
    ['in a list in output', { id: 'a-u1', status: 'COMPLETED', output: [message] }],
    ['as a batch of one', { tokens: [[1, 2]], embedding: [[3, 4]], num_tokens: 2 }],
    ['with a status and a number', { status: 'streaming', chunk: 1, ...message, encode_time_ms: 3.5 }],
    ['with an error of null', { ...message, error: null }],
    ['with a count of null', { ...message, num_tokens: null }],
    ['between notes', [{ status: 'processing' }, message, { status: 'complete', total_chunks: 1 }]],
  ])('reads one message %s', (_, document) => {
    expect(read(document)).toEqual([piece([1, 2], [3, 4])]);
  });

  it.each([
    ['a list', [message, second]],
    ['the aggregate of a job', { status: 'COMPLETED', output: [message, second, { status: 'complete' }] }],
    ['a reply of the stream', { status: 'IN_PROGRESS', stream: [{ output: message }, { output: second }] }],
    ['a list of stream items', [{ output: message, metrics: {} }, { output: second }]],
    ['chunks', { status: 'success', chunks: [message, second] }],
    ['results in a list in output', { output: [{ results: [message, second], total_segments: 2 }] }],
    ['chunks beside their embedding', { embedding: [3, 4], chunks: [{ tokens: [1, 2] }, second] }],
  ])('reads several messages in order: %s', (_, document) => {
    expect(read(document)).toEqual([piece([1, 2], [3, 4]), piece([5])]);
  });

  it('prefers the embedding of a piece to the one beside the pieces', () => {
    expect(read({ embedding: [8, 9], chunks: [message] })).toEqual([piece([1, 2], [3, 4])]);
  });

  it('reads a piece without tokens, which is no audio', () => {
    expect(read({ tokens: [], num_tokens: 0 })).toEqual([piece([])]);
  });

  it.each([
    ['an end', { status: 'complete', format: 'linacodec_tokens', message: 'done', total_chunks: 3 }],
    ['an end of another kind', { type: 'done' }],
    ['progress', { status: 'processing', progress: 0.5 }],
    ['progress as RunPod tells it', { status: 'IN_PROGRESS', output: 'step 3 of 7' }],
    ['a job in the queue', { id: 'a', status: 'IN_QUEUE', stream: [] }],
    ['a health check', { status: 'healthy', model_loaded: true }],
    ["RunPod's health", { jobs: { completed: 1, failed: 2 }, workers: { idle: 1 } }],
    ['a result that is empty', { status: 'COMPLETED', output: [] }],
    ['a result that is missing', { status: 'COMPLETED', output: null }],
    ['an empty object', {}],
    ['an empty list', []],
    ['null', null],
    ['nothing', undefined],
  ])('finds no piece in %s', (_, document) => {
    expect(read(document)).toEqual([]);
  });

  it.each([
    ['an error', { error: 'out of memory' }, 'the document reports a failure: out of memory'],
    ['an error beside tokens', { ...message, error: 'late' }, 'the document reports a failure: late'],
    [
      'a traceback, by its first line',
      { output: [{ error: 'handler: boom \ntraceback:\n  File' }] },
      'output[0] reports a failure: handler: boom',
    ],
    [
      "Python's traceback, by its last line",
      { error: 'Traceback (most recent call last):\n  File "a.py"\nValueError: boom\n' },
      'the document reports a failure: ValueError: boom',
    ],
    ['an error object', { error: { message: 'no voice', code: 4 } }, 'the document reports a failure: no voice'],
    ['an error of another kind', { error: [1, 2] }, 'the document reports a failure: a list of 2'],
    ['a status', { status: 'FAILED' }, 'the document reports a failure: failed'],
    ['a status with a message', { status: 'error', message: 'bad text' }, 'the document reports a failure: bad text'],
    ['a job that was cancelled', { status: 'CANCELLED', output: [] }, 'the document reports a failure: cancelled'],
    ['a job that took too long', { status: 'TIMED_OUT' }, 'the document reports a failure: timed_out'],
  ])('passes a failure on: %s', (_, document, expected) => {
    expect(() => read(document)).toThrow(new TokenError(expected));
  });

  it.each([
    [
      'a token',
      { output: [message, { tokens: [1, 99_999] }] },
      'output[1].tokens[1] is 99999; a token is a whole number',
    ],
    ['an embedding', [{ tokens: [1], embedding: [1, null] }], '[0].embedding[1] is null; it must be a finite'],
    [
      'a length',
      { output: { tokens: [1], embedding: [1] } },
      'output.embedding holds 1 values; a speaker embedding has 2',
    ],
    ['a shared embedding', { embedding: 5, chunks: [second] }, 'embedding is 5; it must be a list'],
    ['a count', { ...message, num_tokens: 3 }, 'num_tokens is 3, but there are 2 tokens; some may have been lost'],
    ['a count that is no number', { ...message, num_tokens: '2' }, 'num_tokens is "2", but there are 2 tokens'],
    ['tokens as text', { tokens: 'AAEC' }, 'tokens is "AAEC"; it must be a list'],
    [
      'tokens that are missing',
      { status: 'streaming', format: 'linacodec_tokens' },
      'tokens is missing; expected {"tokens"',
    ],
    [
      'audio',
      { output: [{ audio_chunk: 'UklGRg', sample_rate: 1 }] },
      'output[0].audio_chunk holds "UklGRg", no tokens; ask',
    ],
    ['audio as the whole output', { status: 'COMPLETED', output: 'UklGRg' }, 'output holds "UklGRg", no tokens; ask'],
    ['several files of audio', { audio: ['UklGRg'] }, 'audio holds a list of 1, no tokens; ask'],
    [
      'an unknown object',
      { hello: 1, world: 2 },
      'the document has the fields "hello", "world" and no tokens; expected',
    ],
    ['bare tokens', [1, 2], '[0] is 1; expected {"tokens": [...], "embedding": [...]}'],
    ['a string', 'hello', 'the document is "hello"; expected'],
    ['a number', 5, 'the document is 5; expected'],
  ])('says where %s is wrong', (_, document, expected) => {
    expect(() => read(document)).toThrow(TokenError);
    expect(() => read(document)).toThrow(expected);
  });

  it('keeps to the length that it is given', () => {
    expect(() => parseTokenDocument(message, { ...LIMITS, maxTokens: 1 })).toThrow('at most 1');
  });

  it('gives up on wrappers without end', () => {
    let document: unknown = message;
    for (let i = 0; i < 9; i++) document = { output: document };
    expect(() => read(document)).toThrow('is nested more than 8 levels deep');
  });

  it('gives up on messages without end', () => {
    expect(() => read(new Array(10_001).fill({ status: 'ok' }))).toThrow('more than 10000 messages');
  });
});
