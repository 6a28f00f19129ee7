import { OUTPUT_SAMPLE_RATES, openaiSpeechRequest, speechRequest } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonSchema } from './json-schema.ts';

describe('a zod schema as JSON Schema', () => {
  it.each([
    ['speechRequest', speechRequest],
    ['openaiSpeechRequest', openaiSpeechRequest],
  ])('has every field of %s, and what each is for', (_name, schema) => {
    const { properties = {}, type } = jsonSchema(schema);
    expect(type).toBe('object');
    expect(Object.keys(properties)).toEqual(Object.keys(schema.shape));
  });

  it('requires what the parser requires', () => {
    expect(jsonSchema(speechRequest).required).toEqual(['text']);
    expect(jsonSchema(openaiSpeechRequest).required).toEqual(['input']);
  });

  it.each(['Hello', '7', '€', 'é', '你好', '👋', '...!?', ' \n', ''])(
    'says by a pattern which texts can be spoken, as the parser decides on %j',
    (text) => {
      const { pattern = '' } = jsonSchema(speechRequest).properties?.text ?? {};
      expect(new RegExp(pattern, 'u').test(text)).toBe(speechRequest.safeParse({ text }).success);
      expect(jsonSchema(openaiSpeechRequest).properties?.input?.pattern).toBe(pattern);
    },
  );

  it('lists the sample rates', () => {
    const listed = { type: 'number', enum: OUTPUT_SAMPLE_RATES };
    expect(jsonSchema(speechRequest).properties?.sample_rate).toMatchObject(listed);
    const orNull = { anyOf: [listed, { type: 'null' }] };
    expect(jsonSchema(openaiSpeechRequest).properties?.sample_rate).toMatchObject(orNull);
  });

  it('does not come about when a check is code', () => {
    const even = z.object({ count: z.number().refine((count) => count % 2 === 0) });
    expect(() => jsonSchema(even)).toThrow('The check at properties.count is code');
  });

  it('does not come about for what JSON cannot say', () => {
    expect(() => jsonSchema(z.object({ at: z.date() }))).toThrow('Date');
  });
});
