import { PROBLEMS, Problem, type ProblemCode } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { problemResponse } from './problem-response.ts';

const details = [{ path: 'voice', message: 'is no voice', allowed: ['Alice'] }];

describe('a problem as a response', () => {
  it('has our shape on our own paths', async () => {
    const problem = new Problem('unknown_voice', 'There is no such voice', { details });
    const response = problemResponse(problem, 'call-7', '/api/tts/stream');
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([400, 'no-store']);
    expect(await response.json()).toEqual({
      error: 'There is no such voice',
      code: 'unknown_voice',
      tier: 'middleware',
      requestId: 'call-7',
      details,
    });
  });

  it.each<[ProblemCode, number, string]>([
    ['unknown_voice', 400, 'invalid_request_error'],
    ['unauthorized', 401, 'invalid_request_error'],
    ['rate_limited', 429, 'rate_limit_error'],
    ['upstream_rate_limited', 429, 'rate_limit_error'],
    ['internal', 500, 'server_error'],
    ['overloaded', 503, 'server_error'],
  ])("has the shape of OpenAI's on /v1: %s", async (code, status, type) => {
    const response = problemResponse(new Problem(code, 'It failed'), 'call-7', '/v1/decode');
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: { message: 'It failed', type, param: null, code } });
  });

  it.each<[Problem, string]>([
    [new Problem('overloaded', 'x'), 'true'],
    [new Problem('upstream_failed', 'x'), 'true'],
    [new Problem('upstream_ambiguous', 'it could be billed twice'), 'false'],
    [new Problem('not_configured', 'x'), 'false'],
    [new Problem('unknown_voice', 'x'), 'false'],
  ])("tells OpenAI's clients whether to repeat it: $code", (problem, advice) => {
    expect(problemResponse(problem, 'id', '/v1/audio/speech').headers.get('X-Should-Retry')).toBe(advice);
    expect(problemResponse(problem, 'id', '/api/tts/stream').headers.has('X-Should-Retry')).toBe(false);
  });

  it.each(['/tts', '/tts/stream', '/tts/batch', '/tts/nowhere'])(
    'has the shape of the Qwen contract on %s: a sentence, or the fields that are wrong',
    async (path) => {
      const sentence = new Problem('unknown_voice', 'There is no such voice', { details });
      const response = problemResponse(sentence, 'call-7', path);
      expect(await response.json()).toEqual({ detail: 'There is no such voice', code: 'unknown_voice' });
      expect([response.status, response.headers.has('X-Should-Retry')]).toEqual([400, false]);
      const faults = ['', 'pitch', 'requests.3.text'].map((where) => ({ path: where, message: 'is wrong' }));
      const listed = problemResponse(new Problem('invalid_request', 'x', { details: faults }), 'call-7', path);
      const locations = [['body'], ['body', 'pitch'], ['body', 'requests', 3, 'text']];
      expect(await listed.json()).toEqual({
        detail: locations.map((loc) => ({ loc, msg: 'is wrong', type: 'value_error' })),
        code: 'invalid_request',
      });
    },
  );

  it('has it on no other path that begins alike', async () => {
    const response = problemResponse(new Problem('not_found', 'Nothing here'), 'call-7', '/ttsx');
    expect(await response.json()).toMatchObject({ error: 'Nothing here' });
  });

  it('names the wrong field as OpenAI does, and none for the body as a whole', async () => {
    const paramOf = async (path: string) => {
      const problem = new Problem('invalid_request', 'It is wrong', { details: [{ path, message: 'is wrong' }] });
      const body = (await problemResponse(problem, 'id', '/v1/decode').json()) as { error: { param: unknown } };
      return body.error.param;
    };
    expect(await Promise.all(['format', '', 'text', 'constructor'].map(paramOf))).toEqual([
      'format',
      null,
      'input',
      'constructor',
    ]);
  });

  it.each<[string, Problem, string | null]>([
    ['as the problem says', new Problem('overloaded', 'x', { retryAfterSeconds: 2.1 }), '3'],
    ['in a while, where it passes', new Problem('overloaded', 'x'), '5'],
    ['in a while, where there were too many', new Problem('rate_limited', 'x'), '5'],
    ['not at all, where it does not pass', new Problem('not_configured', 'x'), null],
    ['not at all, where another try is no use', new Problem('overloaded', 'x', { retryable: false }), null],
    ['as nobody knows', new Problem('upstream_failed', 'x'), null],
    ['at once', new Problem('upstream_failed', 'x', { retryAfterSeconds: 0 }), '0'],
  ])('tells to come back %s', (_, problem, seconds) => {
    expect(problemResponse(problem, 'id', '/').headers.get('Retry-After')).toBe(seconds);
  });

  it('has the headers that belong to it', () => {
    const problem = new Problem('method_not_allowed', 'x', { headers: { Allow: 'POST' } });
    expect(problemResponse(problem, 'id', '/').headers.get('Allow')).toBe('POST');
  });

  it('says nothing to a listener who is gone', async () => {
    const response = problemResponse(new Problem('client_closed', 'The listener left'), 'id', '/v1/decode');
    expect([response.status, await response.text()]).toEqual([499, '']);
  });

  it('has the exact words of a lane that is switched off', async () => {
    const response = problemResponse(new Problem('streaming_disabled', 'x'), 'id', '/api/tts/stream');
    expect([response.status, await response.json()]).toEqual([
      503,
      { error: 'Streaming is disabled', message: 'Set ENABLE_STREAMING=true to enable' },
    ]);
  });

  it('never shows its cause', async () => {
    for (const path of ['/api/tts/stream', '/v1/decode']) {
      const problem = new Problem('internal', 'It failed', { cause: new Error('a secret') });
      expect(await problemResponse(problem, 'id', path).text()).not.toContain('secret');
    }
  });

  it('has a status for every code', () => {
    for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
      expect(problemResponse(new Problem(code, 'x'), 'id', '/').status).toBe(PROBLEMS[code].status);
    }
  });
});
