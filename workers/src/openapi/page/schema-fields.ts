import type { JsonSchema } from '../openapi-document.ts';

/** A field of a JSON value, as a row of a table shows it. */
export interface Field {
  /** Where it stands: `error.code`, `data[].id`, `services.*.configured`. */
  path: string;
  schema: JsonSchema;
  required: boolean;
}

/** Every field of a schema, those inside of others behind them. */
export function schemaFields(schema: JsonSchema): readonly Field[] {
  return unique(fieldsIn(schema, ''));
}

function fieldsIn(schema: JsonSchema, at: string): Field[] {
  const { properties = {}, required = [], items, additionalProperties, anyOf = [] } = schema;
  const prefix = at === '' ? '' : `${at}.`;
  const own = Object.entries(properties).flatMap(([name, inner]) => [
    { path: prefix + name, schema: inner, required: required.includes(name) },
    ...fieldsIn(inner, prefix + name),
  ]);
  return [
    ...own,
    ...(items === undefined ? [] : fieldsIn(items, `${at}[]`)),
    ...(additionalProperties === undefined ? [] : fieldsIn(additionalProperties, `${prefix}*`)),
    ...anyOf.flatMap((one) => fieldsIn(one, at)),
  ];
}

/** Alternatives share fields; one row is enough for those that are alike. */
function unique(fields: readonly Field[]): readonly Field[] {
  return Array.from(new Map(fields.map((field) => [JSON.stringify([field.path, field.schema]), field])).values());
}
