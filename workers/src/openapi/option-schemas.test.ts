import { describe, expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { optionSchemas } from './option-schemas.ts';

const LANGUAGE = { chatterbox: { options: { language: { type: 'string', maxLength: 5 } } } };

const optionsOf = (settings: Record<string, string> = {}, services: Parameters<typeof optionSchemas>[0]['services']) =>
  optionSchemas({ config: readConfig(settings), services });

describe('the options of services', () => {
  it('have the types and ranges of their templates, and say who takes them', () => {
    expect(optionsOf({}, ['vibevoice', 'echotts'])).toEqual({
      cfg_scale: { type: 'number', minimum: 0.1, maximum: 10, description: expect.stringContaining('vibevoice') },
      disable_prefill: { type: 'boolean', description: expect.any(String) },
      seed: { type: 'integer', minimum: 0, maximum: 4_294_967_295, description: expect.stringContaining('echotts') },
    });
  });

  it('show both ranges where two services differ, and one where they agree', () => {
    const SERVICES = JSON.stringify(LANGUAGE);
    expect(optionsOf({ SERVICES }, ['chatterbox', 'qwen']).language).toEqual({
      anyOf: [
        { type: 'string', maxLength: 5 },
        { type: 'string', maxLength: 40 },
      ],
      description: expect.stringContaining('chatterbox, qwen'),
    });
    expect(optionsOf({}, ['qwen', 'qwen']).language).toMatchObject({ type: 'string', maxLength: 40 });
  });

  it('are none without services', () => {
    expect(optionsOf({}, [])).toEqual({});
  });
});
