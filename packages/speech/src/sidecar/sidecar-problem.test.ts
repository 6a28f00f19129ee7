import { PROBLEMS, type ProblemCode } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { sidecarProblem } from './sidecar-problem.ts';

const problemFor = (status: number, body?: Record<string, unknown>, headers: Record<string, string> = {}) =>
  sidecarProblem({ status, headers: new Headers(headers) }, body);

/** Codes that mean something else here than at the sidecar. */
const TRANSLATED: readonly (readonly [ProblemCode, ProblemCode])[] = [
  ['unauthorized', 'upstream_unauthorized'],
  ['not_found', 'upstream_not_found'],
  ['method_not_allowed', 'upstream_not_found'],
  ['rate_limited', 'upstream_rate_limited'],
  ['invalid_json', 'upstream_refused'],
  ['unsupported_media_type', 'upstream_refused'],
  ['request_timeout', 'upstream_refused'],
  ['client_closed', 'sidecar_unreachable'],
  ['internal', 'upstream_failed'],
  ['streaming_disabled', 'not_configured'],
];
const PASSED = (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => !TRANSLATED.some(([from]) => from === code));

describe("a sidecar's own error", () => {
  it.each(PASSED)('keeps its code and its words: %s', (code) => {
    const problem = problemFor(PROBLEMS[code].status, { error: 'Say it otherwise', code });
    expect(problem).toMatchObject({ code, message: 'Say it otherwise', ...PROBLEMS[code] });
  });

  it.each(TRANSLATED)('that concerns the gateway alone is not the client’s: %s is %s here', (code, here) => {
    const problem = problemFor(PROBLEMS[code].status, { error: 'It is your fault', code });
    expect(problem.code).toBe(here);
    expect(problem.message).not.toContain('your fault');
    expect(problem.message.length).toBeGreaterThan(10);
  });

  it('that is inside the sidecar is a failed upstream, and says where to look', () => {
    const problem = problemFor(500, { error: 'TypeError: x is undefined', code: 'internal' });
    expect(problem).toMatchObject({
      code: 'upstream_failed',
      status: 502,
      message: 'Something went wrong inside the sidecar; its log has the details',
    });
  });

  it('in the older fields of a gateway that does not stream is a matter of its setting', () => {
    const body = { error: 'Streaming is disabled', message: 'Set ENABLE_STREAMING=true to enable' };
    expect(problemFor(503, body)).toMatchObject({ code: 'not_configured', retryable: false });
  });

  it('keeps its details', () => {
    const details = [
      { path: 'voice', message: 'is not a voice of this service', allowed: ['default', 'alloy'] },
      { path: 'options.seed', message: 'must be a whole number', allowed: '0 to 5' },
      { path: '', message: 'is not valid' },
    ];
    expect(problemFor(400, { error: 'No such voice', code: 'unknown_voice', details }).details).toEqual(details);
  });

  it('loses details that are none', () => {
    const fine = { path: 'text', message: 'is too long' };
    const details = [
      null,
      'x',
      [],
      {},
      { path: 5, message: 'm' },
      { path: 'a', message: 6 },
      { path: '<b>', message: 'm' },
    ];
    const body = { error: 'Wrong', code: 'invalid_request', details: [...details, { ...fine, allowed: 7 }] };
    expect(problemFor(400, body).details).toEqual([fine]);
    expect(problemFor(400, { ...body, details: 'text' }).details).toBeUndefined();
    expect(problemFor(400, { ...body, details }).details).toBeUndefined();
  });

  it('is bounded in all its parts', () => {
    const long = 'x'.repeat(400);
    const detail = { path: 'voice', message: long, allowed: Array(201).fill('voice') };
    const body = { error: long, code: 'invalid_request', details: Array(21).fill(detail) };
    const { message, details } = problemFor(400, body);
    expect([message.length, details?.length, details?.[0]?.message.length]).toEqual([300, 20, 300]);
    expect(details?.[0]?.allowed?.length).toBe(200);
  });

  it('tells no host, key or path', () => {
    const error = 'connect to http://10.0.0.5:4173/x with api_key=rpa_ABCDEFGHIJ failed at /srv/app/main.ts';
    const details = [{ path: 'text', message: error, allowed: [error] }];
    const problem = problemFor(502, { error, code: 'upstream_failed', details });
    expect(JSON.stringify([problem.message, problem.details])).not.toMatch(/10\.0|rpa_|srv/);
  });
});

describe('the seconds to wait', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    [' 3600 ', 3_600],
    ['3601', undefined],
    ['99999', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('are those of Retry-After when they make sense: "%s"', (value, seconds) => {
    expect(problemFor(503, undefined, { 'retry-after': value }).retryAfterSeconds).toBe(seconds);
  });

  it('come with an error of its own, too', () => {
    const body = { error: 'All places are taken', code: 'overloaded' };
    expect(problemFor(503, body, { 'retry-after': '4' })).toMatchObject({ code: 'overloaded', retryAfterSeconds: 4 });
  });

  it('are not taken from what stands before a sidecar that was not reached', () => {
    expect(problemFor(502, undefined, { 'retry-after': '3600' }).retryAfterSeconds).toBeUndefined();
  });
});

describe('an answer that is no error of a sidecar', () => {
  const byStatus: readonly (readonly [number, ProblemCode])[] = [
    [204, 'upstream_bad_reply'],
    [206, 'upstream_bad_reply'],
    [0, 'upstream_bad_reply'],
    [302, 'upstream_bad_reply'],
    [308, 'upstream_bad_reply'],
    [400, 'upstream_refused'],
    [401, 'upstream_unauthorized'],
    [403, 'upstream_unauthorized'],
    [404, 'upstream_not_found'],
    [405, 'upstream_not_found'],
    [408, 'upstream_refused'],
    [413, 'upstream_refused'],
    [418, 'upstream_refused'],
    [429, 'upstream_rate_limited'],
    [500, 'sidecar_unreachable'],
    [502, 'sidecar_unreachable'],
    [503, 'overloaded'],
    [504, 'sidecar_unreachable'],
    [520, 'sidecar_unreachable'],
    [530, 'sidecar_unreachable'],
  ];

  it.each(byStatus)('is judged by its status: %i is %s', (status, code) => {
    const problem = problemFor(status);
    expect([problem.code, problem.message.length > 10]).toEqual([code, true]);
  });

  it.each([
    ['no code', { error: 'Bad' }],
    ['an unknown code', { error: 'Bad', code: 'out_of_tea' }],
    ['a code of every object', { error: 'Bad', code: 'constructor' }],
    ['a code that is no text', { error: 'Bad', code: ['invalid_request'] }],
    ['no sentence', { code: 'invalid_request' }],
    ['a sentence that is no text', { error: { message: 'Bad' }, code: 'invalid_request' }],
    ['a sentence with nothing in it', { error: ' \n', code: 'invalid_request' }],
  ])('is judged by its status when it has %s', (_, body) => {
    expect(problemFor(418, body)).toMatchObject({
      code: 'upstream_refused',
      message: 'The sidecar refused the request with 418',
    });
  });

  it.each([401, 403])('with %i is about our secret, whatever it says', (status) => {
    const body = { error: 'There is no such voice', code: 'unknown_voice' };
    expect(problemFor(status, body)).toMatchObject({
      code: 'upstream_unauthorized',
      message: 'The sidecar did not take SIDECAR_SECRET',
    });
  });

  it('with 404 says which setting points there', () => {
    expect(problemFor(404).message).toBe('There is no sidecar at SIDECAR_URL: it answered 404');
  });
});
