import { serviceOverride, serviceTemplate } from '@voxlane/schema';
import { planPieces } from '@voxlane/text';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../test/problem.ts';
import { template } from '../test/template.ts';
import { builtinTemplates } from './builtin-templates.ts';
import { mergeTemplate } from './merge-template.ts';

describe('mergeTemplate', () => {
  it('leaves a template alone where nothing is said', () => {
    expect(mergeTemplate(template(), {})).toEqual(template());
    expect(mergeTemplate(template(), { textField: undefined, voices: undefined, piece: { most: undefined } })).toEqual(
      template(),
    );
  });

  it('adds voices, options and piece lengths', () => {
    const base = template({ options: { seed: { type: 'integer', min: 0, max: 9 }, fast: { type: 'boolean' } } });
    const merged = mergeTemplate(base, {
      voices: { Bob: 'bob-2', Carol: null },
      options: { seed: { type: 'integer', min: 1, max: 5 } },
      piece: { most: 300 },
    });
    expect(merged.voices).toEqual({ Alice: 'alice-1', Bob: 'bob-2', Carol: null });
    expect(merged.options).toEqual({ seed: { type: 'integer', min: 1, max: 5 }, fast: { type: 'boolean' } });
    expect(merged.piece).toEqual({ first: 20, most: 300, least: 10 });
  });

  it('takes away an option that is null', () => {
    const { options } = mergeTemplate(builtinTemplates.qwen, { options: { pitch: null, unknown: null } });
    expect(Object.keys(options)).toEqual(['language', 'instruct', 'speed', 'seed']);
    expect(serviceOverride.safeParse({ options: { pitch: null } }).success).toBe(true);
    expect(serviceTemplate.safeParse({ ...builtinTemplates.qwen, options: { pitch: null } }).success).toBe(false);
  });

  it('replaces every other field as a whole', () => {
    const base = template({ fixed: { stream: true, sample_rate: 48_000 }, sampleRate: 24_000 });
    const merged = mergeTemplate(base, { fixed: { stream: false }, sampleRate: null, voiceField: null, onGap: 'skip' });
    expect(merged).toMatchObject({ fixed: { stream: false }, sampleRate: null, voiceField: null, onGap: 'skip' });
    expect(merged.fixed).toEqual({ stream: false });
  });

  it('leaves the endpoint and its key to others', () => {
    expect(mergeTemplate(template(), { endpoint: 'https://example.com/run', sendKey: true })).toEqual(template());
  });

  it('does not change what it is given', () => {
    const base = template();
    mergeTemplate(base, { voices: { Carol: 'c' }, piece: { most: 300 } });
    expect(base).toEqual(template());
  });

  it.each(['Zoe', 'alice', 'constructor'])(
    'refuses %s, which is no voice, as the default one, and quotes no name',
    async (defaultVoice) => {
      const { code, message } = await problemOf(() => mergeTemplate(template(), { defaultVoice }));
      expect([code, message]).toEqual(['not_configured', 'defaultVoice must be one of the names in voices']);
    },
  );

  it.each([
    { first: 41 },
    { most: 19 },
    { least: 21 },
    { first: 40, least: 21 },
    { most: 20, least: 11, first: 15 },
    { first: 10, least: 11 },
  ])('refuses lengths that cannot be planned with: %j', async (piece) => {
    const { code, message } = await problemOf(() => mergeTemplate(template(), { piece }));
    const rule = 'first must not exceed most, nor least exceed first or half of most';
    expect([code, message]).toEqual(['not_configured', `piece does not fit together: ${rule}`]);
  });

  it.each([{ first: 40 }, { most: 20 }, { least: 20 }, { most: 21 }, { first: 10, most: 10, least: 5 }])(
    'takes lengths that can just be planned with: %j',
    (piece) => {
      const merged = mergeTemplate(template(), { piece });
      expect(planPieces('One. Two.', merged.piece).join('')).toBe('One. Two.');
    },
  );
});

describe.each(Object.entries(builtinTemplates))('the built-in template of %s', (_, builtin) => {
  it('is one that the settings would take, and stays so when nothing is changed', () => {
    expect(serviceTemplate.parse(builtin)).toEqual(builtin);
    expect(mergeTemplate(builtin, serviceOverride.parse({}))).toEqual(builtin);
  });
});
