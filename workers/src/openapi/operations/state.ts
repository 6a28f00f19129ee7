import { jsonAnswer } from '../json-answer.ts';
import { jsonSchema } from '../json-schema.ts';
import type { OperationGroup } from '../operation-group.ts';
import { healthShape, notReadyShape, readyShape } from '../shapes/state-shapes.ts';

/** `GET /health` and `GET /ready`. */
export function state(): OperationGroup {
  return {
    tag: { name: 'State', description: 'For load balancers and whoever watches.' },
    schemas: { Health: jsonSchema(healthShape), Ready: jsonSchema(readyShape), NotReady: jsonSchema(notReadyShape) },
    paths: {
      '/health': {
        get: {
          operationId: 'getHealth',
          summary: 'Does this process answer?',
          description: 'Asks nobody else, so that it is always quick.',
          responses: { 200: jsonAnswer('It does.', 'Health') },
        },
      },
      '/ready': {
        get: {
          operationId: 'getReady',
          summary: 'Can the services speak?',
          description: 'Each service: is it set up, does its endpoint answer, how many GPU workers has it?',
          responses: {
            200: jsonAnswer('Every service that is set up can.', 'Ready'),
            503: jsonAnswer('A service that is set up cannot, or none is set up.', 'NotReady'),
          },
        },
      },
    },
  };
}
