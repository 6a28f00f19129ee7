import { describe, expect, it } from 'vitest';
import { readProblem } from './read-problem.ts';

const refuse = (status: number, body: BodyInit | null, headers: Record<string, string> = {}) =>
  readProblem(new Response(body, { status, headers }));

describe('readProblem', () => {
  it.each([
    [{ error: 'Unknown voice', code: 'unknown_voice' }, 'Unknown voice', 'unknown_voice'],
    [{ error: { message: 'Too long', type: 'x', code: 'text_too_long' } }, 'Too long', 'text_too_long'],
    [{ detail: 'No such speaker', code: 'unknown_voice' }, 'No such speaker', 'unknown_voice'],
    [{ detail: [{ loc: ['text'], msg: 'missing' }, { msg: 'too short' }, 3] }, 'missing; too short', undefined],
    [{ detail: [] }, 'The server answered with status 400.', undefined],
    [{ error: '' }, 'The server answered with status 400.', undefined],
    [[], 'The server answered with status 400.', undefined],
    [null, 'The server answered with status 400.', undefined],
  ])('reads %j', async (body, message, code) => {
    const error = await refuse(400, JSON.stringify(body));
    expect({ message: error.message, code: error.code, status: error.status }).toEqual({ message, code, status: 400 });
  });

  it.each([
    ['HTML', '<h1>Bad gateway</h1>'],
    ['nothing', null],
    ['more than an error can be', `"${'x'.repeat(70_000)}"`],
  ])('makes do with the status of %s', async (_, body) => {
    expect((await refuse(502, body)).message).toBe('The server answered with status 502.');
  });

  it.each([
    [429, 'rate_limited', true],
    [503, 'overloaded', true],
    [503, 'not_configured', false],
    [502, 'upstream_unauthorized', false],
    [502, undefined, true],
    [500, 'internal', false],
    [401, 'unauthorized', false],
    [404, undefined, false],
  ])('%i %s: may pass: %s', async (status, code, retryable) => {
    expect((await refuse(status, JSON.stringify({ error: 'x', code }))).retryable).toBe(retryable);
  });

  it.each([
    ['7', 7],
    ['soon', undefined],
    ['-1', undefined],
  ])('reads Retry-After: %s', async (value, seconds) => {
    expect((await refuse(429, null, { 'Retry-After': value })).retryAfterS).toBe(seconds);
  });
});
