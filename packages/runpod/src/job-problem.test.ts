import { describe, expect, it } from 'vitest';
import { noAudioProblem } from './job-problem.ts';

describe('noAudioProblem', () => {
  it.each<[string, string[], string]>([
    ['nothing', [], 'it yielded nothing.'],
    ['plain fields', ['progress', 'x-1', 'a.b'], 'it yielded only the fields progress, x-1, a.b.'],
    ['at most eight', [...'abcdefghij'], 'it yielded only the fields a, b, c, d, e, f, g, h.'],
    ['eight plain ones among others', ['a b', ...'abcdefghi'], 'it yielded only the fields a, b, c, d, e, f, g, h.'],
    ['no name with blanks or slashes', ['/app/x.py', 'a b', 'ok', 'a\nb', ''], 'it yielded only the fields ok.'],
    ['names of up to 40 characters', ['a'.repeat(40), 'b'.repeat(41)], `only the fields ${'a'.repeat(40)}.`],
    ['that there were others', ['<script>', 'https://x'], 'it yielded only fields of other names.'],
  ])('names %s', (_, fields, said) => {
    const problem = noAudioProblem(fields);
    expect(problem).toMatchObject({ code: 'upstream_bad_reply', retryable: false });
    expect(problem.message).toContain(said);
  });
});
