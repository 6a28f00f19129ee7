import { PROBLEMS, type ProblemCode } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES } from './problem-codes.ts';
import { LANE_PROBLEMS, OPENAI_PROBLEMS, problemResponses } from './problem-responses.ts';

/** The codes that stand under a status. */
const codesOf = (status: number, codes: readonly ProblemCode[] = PROBLEM_CODES): unknown =>
  problemResponses(codes, LANE_PROBLEMS)[status]?.content?.['application/json']?.schema.allOf?.[1]?.properties?.code
    ?.enum;

describe('the answers that problems become', () => {
  it.each(PROBLEM_CODES)('have %s under its status, and nowhere else', (code) => {
    const statuses = Object.keys(problemResponses(PROBLEM_CODES, LANE_PROBLEMS)).map(Number);
    const under = statuses.filter((status) => (codesOf(status) as string[]).includes(code));
    expect(under).toEqual([PROBLEMS[code].status]);
  });

  it('come in the order of their statuses, each code once', () => {
    const responses = problemResponses(['overloaded', 'invalid_json', 'not_found', 'invalid_json'], LANE_PROBLEMS);
    expect(Object.keys(responses)).toEqual(['400', '404', '503']);
    expect(codesOf(400, ['invalid_json', 'invalid_json'])).toEqual(['invalid_json']);
  });

  it.each<[string, ProblemCode[], string]>([
    ['none may be tried again', ['invalid_json'], 'The same request would fail again.'],
    ['each may be tried again', ['upstream_failed', 'upstream_gap'], 'The same request may succeed later.'],
    ['some may be tried again', ['not_configured', 'overloaded'], 'may succeed later after `overloaded`.'],
  ])('say so when %s', (_when, codes, advice) => {
    const [response] = Object.values(problemResponses(codes, LANE_PROBLEMS));
    expect(response?.description).toContain(advice);
  });

  it('name the headers that go with a status and with a route', () => {
    const names = (code: ProblemCode, style: typeof LANE_PROBLEMS) =>
      Object.values(problemResponses([code], style)).flatMap(({ headers = {} }) => Object.keys(headers));
    expect(names('unauthorized', LANE_PROBLEMS)).toEqual(['X-Request-Id', 'WWW-Authenticate']);
    expect(names('rate_limited', OPENAI_PROBLEMS)).toEqual(['X-Request-Id', 'X-Should-Retry', 'Retry-After']);
  });

  it('have the codes of a route of OpenAI where its clients look for them', () => {
    const [response] = Object.values(problemResponses(['invalid_json'], OPENAI_PROBLEMS));
    expect(response?.content?.['application/json']?.schema).toEqual({
      allOf: [
        { $ref: '#/components/schemas/OpenaiProblem' },
        { properties: { error: { properties: { code: { enum: ['invalid_json'] } } } } },
      ],
    });
  });
});
