import type { ProblemCode } from '@voxlane/schema';
import { jsonAnswer } from '../json-answer.ts';
import { jsonSchema } from '../json-schema.ts';
import type { JsonSchema, Parameter } from '../openapi-document.ts';
import type { GroupedOperation, OperationGroup } from '../operation-group.ts';
import type { Place } from '../place.ts';
import { OPENAI_PROBLEMS, problemResponses } from '../problem-responses.ts';
import { gateProblems, keyed } from '../security.ts';
import { audioModelsShape, modelListShape, modelShape, voicesShape } from '../shapes/list-shapes.ts';

/** The lists of models and voices under `/v1/`. */
export function lists(place: Place): OperationGroup {
  return {
    tag: { name: 'Lists', description: 'Models and voices, in the shapes that clients read.' },
    schemas: {
      ModelList: jsonSchema(modelListShape),
      Model: jsonSchema(modelShape),
      AudioModels: jsonSchema(audioModelsShape),
      Voices: jsonSchema(voicesShape),
    },
    paths: {
      '/v1/models': {
        get: list(place, 'ModelList', {
          operationId: 'listModels',
          summary: 'Models',
          description: "Every service that is set up here, and OpenAI's names for the default one.",
        }),
      },
      '/v1/models/{id}': {
        get: list(
          place,
          'Model',
          {
            operationId: 'retrieveModel',
            summary: 'One model',
            description: 'A model of the list by itself.',
            parameters: [modelId(place)],
          },
          ['model_not_found'],
        ),
      },
      '/v1/audio/models': {
        get: list(place, 'AudioModels', {
          operationId: 'listAudioModels',
          summary: 'Models, for Open WebUI',
          description: 'The same models with the names that people call them.',
        }),
      },
      '/v1/audio/voices': {
        get: list(
          place,
          'Voices',
          {
            operationId: 'listVoices',
            summary: 'Voices',
            description: "The voices of one service: the query's, else the subdomain's, else the default one.",
            parameters: voicesQuery(place),
          },
          ['unknown_service', 'service_mismatch'],
        ),
      },
    },
  };
}

function list(
  place: Place,
  shape: string,
  operation: Omit<GroupedOperation, 'responses'>,
  problems: readonly ProblemCode[] = [],
): GroupedOperation {
  const needsKey = place.config.listsNeedKey;
  const codes = [...problems, ...gateProblems(place, needsKey)];
  return {
    ...operation,
    ...(needsKey ? keyed(place) : {}),
    responses: { 200: jsonAnswer('What there is here now.', shape), ...problemResponses(codes, OPENAI_PROBLEMS) },
  };
}

function modelId({ models }: Place): Parameter {
  return {
    name: 'id',
    in: 'path',
    required: true,
    description: 'Name of a model.',
    schema: oneOf(models),
    example: models[0] ?? 'tts-1',
  };
}

function voicesQuery({ services, models }: Place): readonly Parameter[] {
  return [
    {
      name: 'service',
      in: 'query',
      description: 'The service whose voices are asked for.',
      schema: oneOf(services),
    },
    {
      name: 'model',
      in: 'query',
      description: 'The same for clients that know a model only; any other name means the default service.',
      schema: { type: 'string', examples: models },
    },
  ];
}

/** No tool reads a list of none. */
function oneOf(values: readonly string[]): JsonSchema {
  return { type: 'string', ...(values.length === 0 ? {} : { enum: values }) };
}
