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

const range = z.object({ min: z.number(), max: z.number() });

/** `GET /v1/audio/voices`. */
export const voicesShape = z
  .object({
    service: z.string().describe('The service that has these voices.'),
    voices: z.array(z.object({ id: z.string().describe('What a request gives as `voice`.'), name: z.string() })),
    languages: z.array(z.string()).describe('What a request may give as `language`; empty: whatever the model knows.'),
    speed: range.describe('What a request may give as `speed`.'),
    pitch: range.describe('What a request may give as `pitch`.'),
  })
  .meta({
    description: 'The voices of a service, as Open WebUI reads them, and what else there is to choose.',
    examples: [
      {
        service: 'qwen',
        voices: [{ id: 'Ryan', name: 'Ryan' }],
        languages: ['English', 'German'],
        speed: { min: 0.25, max: 4 },
        pitch: { min: 0.5, max: 2 },
      },
    ],
  });
