import { describe, expect, it } from 'vitest';
import { narrowSchema } from './narrow-schema.ts';

const schema = {
  type: 'object',
  properties: {
    plain: { type: 'string', enum: ['a', 'b', 'c'] },
    nullish: { anyOf: [{ type: 'string', enum: ['a', 'b', 'c'] }, { type: 'null' }] },
    text: { type: 'string', maxLength: 100 },
  },
};

describe('a schema for one place', () => {
  it('keeps the values that are taken there, also where null may stand', () => {
    const { properties } = narrowSchema(schema, { plain: { only: ['c', 'a'] }, nullish: { only: ['b', 'z'] } });
    expect(properties).toEqual({
      plain: { type: 'string', enum: ['a', 'c'] },
      nullish: { anyOf: [{ type: 'string', enum: ['b'] }, { type: 'null' }] },
      text: { type: 'string', maxLength: 100 },
    });
  });

  it('leaves a field as it is where nothing would be left', () => {
    expect(narrowSchema(schema, { plain: { only: [] } })).toEqual(schema);
  });

  it('says defaults and lengths, and leaves the schema itself alone', () => {
    const before = structuredClone(schema);
    const { properties } = narrowSchema(schema, { text: { maxLength: 5 }, plain: { default: 'a' } });
    expect(properties?.text).toEqual({ type: 'string', maxLength: 5 });
    expect(properties?.plain).toEqual({ type: 'string', enum: ['a', 'b', 'c'], default: 'a' });
    expect(schema).toEqual(before);
  });

  it('does not come about with a note on a field that there is not', () => {
    expect(() => narrowSchema(schema, { vioce: {} })).toThrow('no field vioce');
  });
});
