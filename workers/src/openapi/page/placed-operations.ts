import type { JsonSchema, OpenapiDocument, Operation } from '../openapi-document.ts';

/** An operation, and where it is found. */
export interface PlacedOperation {
  path: string;
  method: string;
  operation: Operation;
}

/** Every operation of a document, in its order. */
export function placedOperations({ paths }: Pick<OpenapiDocument, 'paths'>): readonly PlacedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
}

/** What the body of an operation is, where it takes one. */
export function bodySchema({ requestBody }: Operation): JsonSchema | undefined {
  return requestBody?.content['application/json']?.schema;
}
