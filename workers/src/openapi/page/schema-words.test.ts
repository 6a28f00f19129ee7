import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../openapi-document.ts';
import { limitWords, typeWords } from './schema-words.ts';

describe('a schema in words', () => {
  it.each<[JsonSchema, string, string]>([
    [{ type: 'string' }, 'string', ''],
    [{ type: 'boolean' }, 'boolean', ''],
    [{ type: 'string', maxLength: 5 }, 'string', 'at most 5 characters'],
    [{ type: 'string', minLength: 1, maxLength: 5 }, 'string', '1 to 5 characters'],
    [{ type: 'string', minLength: 1 }, 'string', 'at least 1 characters'],
    [{ type: 'string', pattern: '\\d' }, 'string', 'matches \\d'],
    [{ type: 'string', format: 'date-time', pattern: '^long$' }, 'string', 'date-time'],
    [{ type: 'number', minimum: 0.25, maximum: 4 }, 'number', '0.25 to 4'],
    [{ type: 'integer', maximum: 9 }, 'integer', 'up to 9'],
    [{ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, 'integer', 'at least 0'],
    [{ type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }, 'integer', ''],
    [{ type: 'string', enum: ['a', 'b'] }, 'string', 'a, b'],
    [{ enum: [1, 2] }, 'number', '1, 2'],
    [{ type: 'string', const: 'list' }, 'string', 'always list'],
    [{ anyOf: [{ type: 'string', maxLength: 9 }, { type: 'null' }] }, 'string or null', 'at most 9 characters'],
    [
      {
        anyOf: [
          { type: 'string', maxLength: 5 },
          { type: 'string', maxLength: 9 },
        ],
      },
      'string',
      'at most 5 characters; or at most 9 characters',
    ],
    [{ type: 'array', items: { type: 'string', maxLength: 3 } }, 'list of string', 'at most 3 characters'],
    [{ type: ['boolean', 'null'] }, 'boolean or null', ''],
    [{ type: 'string', maxLength: 9, examples: ['a', 'b'] }, 'string', 'at most 9 characters; such as a, b'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }], examples: ['a'] }, 'string or null', 'such as a'],
    [{}, 'object', ''],
  ])('%o is a %s of %j', (schema, type, limits) => {
    expect([typeWords(schema), limitWords(schema)]).toEqual([type, limits]);
  });
});
