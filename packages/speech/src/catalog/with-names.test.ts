import { describe, expect, it } from 'vitest';
import { builtinTemplates } from '../builtin-templates.ts';
import { mergeTemplate } from '../merge-template.ts';
import type { ServiceConfig } from '../service-config.ts';
import { withNames } from './with-names.ts';

function qwen(override: Parameters<typeof mergeTemplate>[1] = {}): ServiceConfig {
  const template = mergeTemplate(builtinTemplates.qwen, override);
  return { id: 'qwen', template, endpoint: undefined, apiKey: undefined, fallback: undefined };
}

const NOTHING = { speakers: undefined, languages: undefined };

describe('a service whose upstream tells its names', () => {
  it('is as it was when nothing was told', () => {
    expect(withNames(qwen(), NOTHING)).toEqual(qwen());
  });

  it('has its speakers in place of the built-in ones', () => {
    const { voices, defaultVoice } = withNames(qwen(), { ...NOTHING, speakers: ['Ryan', 'Zoe'] }).template;
    expect(Object.keys(voices)).toHaveLength(2 + 13);
    expect([voices.Ryan, voices.Zoe, defaultVoice]).toEqual(['Ryan', 'Zoe', 'Ryan']);
    expect(voices).not.toHaveProperty('Vivian');
  });

  it("keeps OpenAI's names for voices, for the default one where theirs is gone", () => {
    const { voices, defaultVoice } = withNames(qwen(), { ...NOTHING, speakers: ['Zoe', 'Aiden'] }).template;
    expect([defaultVoice, voices.ash, voices.alloy]).toEqual(['Zoe', 'Aiden', 'Zoe']);
  });

  it('keeps the voices that an operator has set', () => {
    const voices = { Boss: 'Uncle_Fu', Ryan: 'ryan-v2' };
    const told = withNames(qwen({ voices, defaultVoice: 'Boss' }), { ...NOTHING, speakers: ['Ryan', 'Zoe'] }).template;
    expect([told.voices.Boss, told.voices.Ryan, told.defaultVoice]).toEqual(['Uncle_Fu', 'ryan-v2', 'Boss']);
  });

  it('has its languages, and the default one as it spells it', () => {
    const { languages, fixed } = withNames(qwen(), { ...NOTHING, languages: ['english', 'thai'] }).template;
    expect([languages, fixed]).toEqual([['english', 'thai'], { language: 'english' }]);
  });

  it('is sent no default language that it does not have', () => {
    expect(withNames(qwen(), { ...NOTHING, languages: ['thai'] }).template.fixed).toEqual({});
  });

  it('keeps the languages that an operator has set', () => {
    const told = withNames(qwen({ languages: ['English', 'Thai'] }), { ...NOTHING, languages: ['german'] });
    expect(told.template.languages).toEqual(['English', 'Thai']);
  });
});
