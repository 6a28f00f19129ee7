import type { OpenapiDocument, Operation } from '../src/openapi/openapi-document.ts';
import { testApp } from './test-app.ts';

/** What `/openapi.json` of an app says. */
export async function documented(...how: Parameters<typeof testApp>): Promise<OpenapiDocument> {
  return await (await testApp(...how).send('/openapi.json')).json<OpenapiDocument>();
}

/** The operation at a path: no path of ours has two. */
export function operationAt({ paths }: Pick<OpenapiDocument, 'paths'>, path: string): Operation | undefined {
  return paths[path]?.post ?? paths[path]?.get;
}

/** Every value in a JSON document that stands under `name`, however deep. */
export function valuesUnder(name: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key === name ? [inner] : []),
    ...valuesUnder(name, inner),
  ]);
}
