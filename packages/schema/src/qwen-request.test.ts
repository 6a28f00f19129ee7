import { describe, expect, it } from 'vitest';
import { parseOrProblem } from './parse-or-problem.ts';
import { ttsRequest } from './qwen-request.ts';

const faultOf = (fields: Record<string, unknown>): string => {
  try {
    parseOrProblem(ttsRequest, { text: 'Hello', ...fields }, 'request body');
  } catch (error) {
    return String(error);
  }
  return 'none';
};

describe('a request of the Qwen contract', () => {
  it('needs no more than a text', () => {
    expect(ttsRequest.parse({ text: 'Hello' })).toEqual({ text: 'Hello' });
  });

  it('takes every field at the ends of its range', () => {
    const most = {
      speed: 4,
      pitch: 2,
      seed: 4_294_967_295,
      instruct: 'x'.repeat(2_000),
      pieces: false,
      service: 'qwen',
    };
    const whole = { text: 'x'.repeat(5_000), speaker: 'Ryan', language: 'English', ...most };
    expect(ttsRequest.parse(whole)).toEqual(whole);
    const least = { text: 'x', speed: 0.25, pitch: 0.5, seed: 0, instruct: '' };
    expect(ttsRequest.parse(least)).toEqual(least);
  });

  it('passes over what it does not know, and takes null for nothing said', () => {
    const body = { text: 'Hello', speaker: null, language: null, speed: null, temperature: 0.7 };
    expect(ttsRequest.parse(body)).toEqual(body);
  });

  it.each([
    [{ text: undefined }, "'text': must be a text of 1 to 5000 characters"],
    [{ text: '' }, "'text': must be a text of 1 to 5000 characters"],
    [{ text: 'x'.repeat(5_001) }, "'text': must be a text of 1 to 5000 characters"],
    [{ text: 7 }, "'text': must be a text of 1 to 5000 characters"],
    [{ speaker: '' }, "'speaker': must be the name of a speaker, of 1 to 200 characters"],
    [{ language: 'x'.repeat(61) }, "'language': must be the name of a language, of at most 60 characters"],
    [{ speed: 0.24 }, "'speed': must be a number from 0.25 to 4"],
    [{ speed: '1' }, "'speed': must be a number from 0.25 to 4"],
    [{ speed: Number.NaN }, "'speed': must be a number from 0.25 to 4"],
    [{ pitch: 2.1 }, "'pitch': must be a number from 0.5 to 2"],
    [{ pitch: 0.49 }, "'pitch': must be a number from 0.5 to 2"],
    [{ instruct: 'x'.repeat(2_001) }, "'instruct': must be a text of at most 2000 characters"],
    [{ seed: 1.5 }, "'seed': must be a whole number from 0 to 4294967295"],
    [{ seed: -1 }, "'seed': must be a whole number from 0 to 4294967295"],
    [{ pieces: 'no' }, "'pieces': must be true or false"],
    [{ service: 'siri' }, "'service': must be one of vibevoice, chatterbox, echotts, qwen"],
  ])('says what is allowed in place of %o', (fields, fault) => {
    expect(faultOf(fields)).toContain(fault);
  });
});
