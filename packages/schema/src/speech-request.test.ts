import { describe, expect, it } from 'vitest';
import { parseOrProblem } from './parse-or-problem.ts';
import { Problem } from './problem.ts';
import { optionsOf, speechRequest } from './speech-request.ts';

function refusal(body: unknown): Problem {
  try {
    parseOrProblem(speechRequest, body, 'request body');
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('the body was taken');
}

describe('speechRequest', () => {
  const bad: [string, unknown, RegExp][] = [
    ['no text', {}, /'text': is required/],
    ['a number as text', { text: 5 }, /'text': must be a string/],
    ['an empty text', { text: '' }, /at least one letter/],
    ['a blank text', { text: ' \n\t ' }, /at least one letter/],
    ['only punctuation', { text: '...!?' }, /at least one letter/],
    ['an unknown service', { text: 'a', service: 'siri' }, /service/],
    ['an unknown format', { text: 'a', format: 'au' }, /format/],
    ['an unknown rate', { text: 'a', sample_rate: 12_345 }, /must be one of 8000/],
    ['a rate that is no number', { text: 'a', sample_rate: '48000' }, /sample_rate/],
    ['an array', [], /request body/],
    ['null', null, /request body/],
  ];

  it.each(bad)('refuses %s and says what would be right', (_, body, message) => {
    const problem = refusal(body);
    expect(problem).toMatchObject({ code: 'invalid_request', status: 400 });
    expect(problem.message).toMatch(message);
  });

  it('lists every service when the service is unknown', () => {
    expect(refusal({ text: 'a', service: 'siri' }).details).toEqual([
      { path: 'service', message: expect.any(String), allowed: ['vibevoice', 'chatterbox', 'echotts', 'qwen'] },
    ]);
  });

  it('lists every fault at once', () => {
    expect(refusal({ text: '', format: 'x', stream_format: 'y' }).details?.map((detail) => detail.path)).toEqual([
      'text',
      'format',
      'stream_format',
    ]);
  });

  it('keeps the options of a model apart from its own fields', () => {
    const request = speechRequest.parse({ text: 'a', voice: 'alloy', temperature: 0.5, cfg_scale: 2 });
    expect(optionsOf(request)).toEqual({ temperature: 0.5, cfg_scale: 2 });
  });
});
