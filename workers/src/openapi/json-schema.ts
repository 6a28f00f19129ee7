import { z } from 'zod';
import type { JsonSchema } from './openapi-document.ts';
import { refuseRefinements } from './refuse-refinements.ts';

/**
 * A zod schema as JSON Schema: what it takes, every rule included.
 * @throws Error for a part that JSON Schema cannot say.
 */
export function jsonSchema(schema: z.core.$ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'throw',
    override: ({ zodSchema, path }) => refuseRefinements(zodSchema, path),
  });
  // zod's own type allows for other dialects and for booleans as schemas, which it never writes in this one.
  return JSON.parse(JSON.stringify(rest)) as JsonSchema;
}
