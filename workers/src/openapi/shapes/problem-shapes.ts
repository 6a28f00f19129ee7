import { z } from 'zod';

const REQUEST_ID = '5f0c0c39-61a2-4c1e-9f6c-0e2a4d1b7c88';

const detail = z.object({
  path: z.string().describe('Where it stands in the body; empty for the body as a whole.'),
  message: z.string().describe('What is wrong with it.'),
  allowed: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('What would be right: a range, or a list.'),
});

/** An error everywhere but on `/v1/*` and `/tts*`. */
export const problemShape = z
  .object({
    error: z.string().describe('What was wrong and what would be right, for people.'),
    code: z.string().describe('What was wrong, for programs; it does not change.'),
    tier: z.literal('middleware'),
    requestId: z.string().describe('The same as `X-Request-Id`.'),
    details: z.array(detail).optional().describe('Each thing that is wrong with a request.'),
  })
  .meta({
    description: 'An error, everywhere but under `/v1/` and `/tts`.',
    examples: [
      {
        error: 'The text has 120000 characters; at most 100000 are taken',
        code: 'text_too_long',
        tier: 'middleware',
        requestId: REQUEST_ID,
        details: [{ path: 'text', message: 'is too long', allowed: 'at most 100000 characters' }],
      },
    ],
  });

/** An error on `/v1/*`, in OpenAI's shape. */
export const openaiProblemShape = z
  .object({
    error: z.object({
      message: z.string().describe('What was wrong and what would be right, for people.'),
      type: z.enum(['invalid_request_error', 'rate_limit_error', 'server_error']),
      param: z.string().nullable().describe('The field that is wrong, where it is one.'),
      code: z.string().describe('What was wrong, for programs; it does not change.'),
    }),
  })
  .meta({
    description: "An error under `/v1/`, in OpenAI's shape.",
    examples: [
      {
        error: {
          message: "The request body is not valid: 'speed': must be a number from 0.25 to 4",
          type: 'invalid_request_error',
          param: 'speed',
          code: 'invalid_request',
        },
      },
    ],
  });

/** An error on `/tts*`. */
export const ttsProblemShape = z
  .object({
    detail: z
      .union([
        z.string(),
        z.array(
          z.object({
            loc: z.array(z.union([z.string(), z.int()])).describe('`body`, then the way to the field.'),
            msg: z.string().describe('What would be right.'),
            type: z.literal('value_error'),
          }),
        ),
      ])
      .describe('What was wrong and what would be right: a sentence, or each field that is wrong.'),
    code: z.string().describe('What was wrong, for programs; it does not change.'),
  })
  .meta({
    description: 'An error on `/tts` and below it.',
    examples: [
      { detail: "There is no voice 'Siri' at qwen; its voices are Ryan, Vivian", code: 'unknown_voice' },
      {
        detail: [{ loc: ['body', 'requests', 3, 'pitch'], msg: 'must be a number from 0.5 to 2', type: 'value_error' }],
        code: 'invalid_request',
      },
    ],
  });

/** The answer of the streaming route while ENABLE_STREAMING is off: clients know it by these fields. */
export const streamingDisabledShape = z
  .object({ error: z.literal('Streaming is disabled'), message: z.string() })
  .meta({
    description: 'The answer of the streaming route while it is switched off.',
    examples: [{ error: 'Streaming is disabled', message: 'Set ENABLE_STREAMING=true to enable' }],
  });
