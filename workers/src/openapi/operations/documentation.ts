import { headerRefs } from '../headers.ts';
import type { OperationGroup } from '../operation-group.ts';

const HEADERS = headerRefs(['X-Request-Id']);

/** `GET /openapi.json` and `GET /docs`. */
export function documentation(): OperationGroup {
  return {
    tag: { name: 'Documentation', description: 'What you are reading.' },
    schemas: {},
    paths: {
      '/openapi.json': {
        get: {
          operationId: 'getOpenapi',
          summary: 'This document',
          description: 'The API of this place as it is set up, as OpenAPI 3.1.',
          responses: {
            200: {
              description: 'An OpenAPI document.',
              headers: HEADERS,
              content: { 'application/json': { schema: { type: 'object' } } },
            },
          },
        },
      },
      '/docs': {
        get: {
          operationId: 'getDocs',
          summary: 'This page',
          description: 'The same for people.',
          responses: {
            200: {
              description: 'A page that needs nothing from elsewhere.',
              headers: HEADERS,
              content: { 'text/html': { schema: { type: 'string' } } },
            },
          },
        },
      },
    },
  };
}
