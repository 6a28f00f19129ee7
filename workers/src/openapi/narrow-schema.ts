import type { JsonSchema } from './openapi-document.ts';

/** What is known of one field in this place. */
export interface FieldNotes extends Pick<JsonSchema, 'default' | 'description' | 'examples' | 'maxLength'> {
  /** The only values that are taken here, of those that the schema has. */
  only?: readonly unknown[];
}

/**
 * A schema for the place that it is shown in: `notes` by the fields they are about.
 * @throws Error for a note on a field that the schema does not have.
 */
export function narrowSchema(schema: JsonSchema, notes: Readonly<Record<string, FieldNotes>>): JsonSchema {
  const { properties = {} } = schema;
  const noted = Object.entries(notes).map(([name, { only, ...rest }]) => {
    const property = properties[name];
    if (property === undefined) throw new Error(`There is no field ${name} to write a note on`);
    return [name, { ...withOnly(property, only), ...rest }] as const;
  });
  return { ...schema, properties: { ...properties, ...Object.fromEntries(noted) } };
}

/** Values may stand one level down, where a field is also allowed to be null. No tool reads a list of none. */
function withOnly(schema: JsonSchema, only: readonly unknown[] | undefined): JsonSchema {
  if (only === undefined) return schema;
  if (schema.anyOf !== undefined) return { ...schema, anyOf: schema.anyOf.map((one) => withOnly(one, only)) };
  if (schema.enum === undefined) return schema;
  const left = schema.enum.filter((value) => only.includes(value));
  return { ...schema, enum: left.length === 0 ? schema.enum : left };
}
