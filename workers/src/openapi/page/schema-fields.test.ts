import { describe, expect, it } from 'vitest';
import { schemaFields } from './schema-fields.ts';

const text = { type: 'string' };

describe('the fields of a schema', () => {
  it('are found inside of objects, lists, maps and alternatives', () => {
    const schema = {
      properties: {
        error: { properties: { code: text }, required: ['code'] },
        data: { items: { properties: { id: text } } },
        services: { additionalProperties: { properties: { configured: text } } },
        voice: { anyOf: [text, { properties: { id: text } }] },
      },
      required: ['error'],
    };
    expect(schemaFields(schema).map(({ path, required }) => [path, required])).toEqual([
      ['error', true],
      ['error.code', true],
      ['data', false],
      ['data[].id', false],
      ['services', false],
      ['services.*.configured', false],
      ['voice', false],
      ['voice.id', false],
    ]);
  });

  it('stand once where alternatives share them', () => {
    const schema = { anyOf: [{ properties: { a: text, b: text } }, { properties: { a: text } }] };
    expect(schemaFields(schema).map(({ path }) => path)).toEqual(['a', 'b']);
  });

  it('are none where nothing is said of them', () => {
    expect(schemaFields({})).toEqual([]);
    expect(schemaFields({ type: 'object', additionalProperties: {} })).toEqual([]);
  });
});
