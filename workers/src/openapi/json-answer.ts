import { headerRefs } from './headers.ts';
import type { ResponseObject } from './openapi-document.ts';
import { ref } from './ref.ts';

/** An answer in JSON. @param shape its name among the components. */
export function jsonAnswer(description: string, shape: string): ResponseObject {
  return {
    description,
    headers: headerRefs(['X-Request-Id']),
    content: { 'application/json': { schema: ref(shape) } },
  };
}
