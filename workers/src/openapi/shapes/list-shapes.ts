import { z } from 'zod';

const model = { id: 'tts-1', object: 'model', created: 0, owned_by: 'voxlane' };

/** A model as OpenAI's clients read it. */
export const modelShape = z
  .object({
    id: z.string().describe('What a request gives as `model`.'),
    object: z.literal('model'),
    created: z.int().describe('Seconds since 1970; 0, since nobody knows.'),
    owned_by: z.string(),
  })
  .meta({ description: "A model, in OpenAI's shape.", examples: [model] });

/** `GET /v1/models`. */
export const modelListShape = z
  .object({ object: z.literal('list'), data: z.array(modelShape) })
  .meta({ description: "The models, in OpenAI's shape.", examples: [{ object: 'list', data: [model] }] });

/** `GET /v1/audio/models`. */
export const audioModelsShape = z
  .object({
    models: z.array(
      z.object({
        id: z.string().describe('What a request gives as `model`.'),
        name: z.string().describe('What people call it.'),
      }),
    ),
  })
  .meta({
    description: 'The models, as Open WebUI reads them.',
    examples: [{ models: [{ id: 'vibevoice', name: 'Vibe Voice' }] }],
  });

/** `GET /v1/audio/voices`. */
export const voicesShape = z
  .object({
    service: z.string().describe('The service that has these voices.'),
    voices: z.array(z.object({ id: z.string().describe('What a request gives as `voice`.'), name: z.string() })),
  })
  .meta({
    description: 'The voices of a service, as Open WebUI reads them.',
    examples: [{ service: 'vibevoice', voices: [{ id: 'Alice', name: 'Alice' }] }],
  });
