import { z } from 'zod';

const fieldName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.]{0,63}$/, { error: 'must be a field name' });

/** How one generation option of a request reaches the handler. `field` is its name there, when it differs. */
export const optionRule = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('number'), min: z.number(), max: z.number(), field: fieldName.optional() }),
  z.strictObject({ type: z.literal('integer'), min: z.int(), max: z.int(), field: fieldName.optional() }),
  z.strictObject({ type: z.literal('boolean'), field: fieldName.optional() }),
  z.strictObject({ type: z.literal('string'), maxLength: z.int().min(1).max(10_000), field: fieldName.optional() }),
]);
export type OptionRule = z.infer<typeof optionRule>;

/** How a text is cut for an upstream; lengths in UTF-16 units. */
export const pieceRule = z.strictObject({
  first: z.int().min(10).max(10_000).describe('The first piece aims at this length: short, for an early start.'),
  most: z.int().min(10).max(10_000).describe('No piece is longer than this.'),
  least: z.int().min(1).max(1_000).describe('A shorter last piece joins its neighbour.'),
});

/**
 * What a handler wants to be told and what it yields. Handlers of the same model differ, so this is configuration:
 * the built-in templates fit the public handlers, and the setting SERVICES overrides any field.
 */
export const serviceTemplate = z.strictObject({
  textField: fieldName.describe('Input field that takes the text.'),
  voiceField: fieldName.nullable().describe('Input field that takes the voice; null when the handler has one voice.'),
  fixed: z.record(fieldName, z.json()).describe('Fields that every job gets, such as `stream: true`.'),
  options: z.record(z.string(), optionRule).describe('Options of a request that pass through, with their ranges.'),
  voices: z
    .record(z.string().min(1).max(200), z.string().min(1).max(2_000).nullable())
    .describe('Name for clients -> value for the handler; null sends no voice (the handler has one of its own).'),
  defaultVoice: z.string().min(1).max(200),
  piece: pieceRule,
  kind: z.enum(['auto', 'queue', 'lb']).describe('How the endpoint is spoken to; `auto` reads it from the URL.'),
  encoding: z
    .enum(['auto', 'int16', 'float32'])
    .describe('What raw sample bytes are; `auto` trusts the format label and looks at the bytes.'),
  sampleRate: z.int().min(8_000).max(192_000).nullable().describe('Overrules the rate that chunks declare, in Hz.'),
  jointSilenceMs: z.int().min(0).max(2_000).describe('Silence put between two pieces, in milliseconds.'),
  onGap: z.enum(['error', 'silence', 'skip']).describe('What a chunk that never came becomes.'),
  audioHosts: z
    .array(z.string().min(1).max(253))
    .describe('Hosts that `audio_url` chunks may be fetched from; `*.example.com` takes subdomains.'),
  wholeClips: z
    .boolean()
    .describe('True for a model that yields one whole clip a call: ITEM_TIMEOUT_MS is its time for a first audio.'),
  atOnce: z
    .int()
    .min(1)
    .max(100)
    .nullable()
    .describe('Jobs at work at the endpoint at once, as far as one isolate of the edge can tell; null: no limit.'),
  languages: z
    .array(z.string().min(1).max(60))
    .max(200)
    .describe('Names of languages in the spelling of the handler; empty: whatever is asked for passes through.'),
});
export type ServiceTemplate = z.infer<typeof serviceTemplate>;

/**
 * One entry of SERVICES: any part of a template, and the endpoint with its key. Voices and options add to the built-in
 * ones; an option that is null takes the built-in one away.
 */
export const serviceOverride = serviceTemplate.partial().extend({
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  sendKey: z
    .boolean()
    .optional()
    .describe('True sends RUNPOD_API_KEY to an https endpoint that is not at RunPod; false when left out.'),
  piece: pieceRule.partial().optional(),
  options: z.record(z.string(), optionRule.nullable()).optional(),
});
export type ServiceOverride = z.infer<typeof serviceOverride>;
