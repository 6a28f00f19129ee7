import type { ServiceTemplate } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { template } from '../test/template.ts';
import type { CheckedOrder } from './check-order.ts';
import { jobInput } from './job-input.ts';

/** The input as RunPod gets it: JSON, read again. */
function inputOf(order: Partial<CheckedOrder>, changed: Partial<ServiceTemplate> = {}, text = 'Hello.'): unknown {
  const whole: CheckedOrder = { voice: 'Alice', voiceValue: 'alice-1', fields: {}, ignored: [], ...order };
  return JSON.parse(JSON.stringify(jobInput(text, whole, template(changed))));
}

describe('jobInput', () => {
  it('holds the text, the voice, the fixed fields and the options', () => {
    expect(inputOf({ fields: { seed: 7 } }, { fixed: { stream: true } })).toEqual({
      stream: true,
      seed: 7,
      voice: 'alice-1',
      text: 'Hello.',
    });
  });

  it('trims the text', () => {
    expect(inputOf({}, {}, ' \n Hello there. \t')).toMatchObject({ text: 'Hello there.' });
  });

  it.each([
    ['the voice has no name at the handler', { voiceValue: null }, {}],
    ['the handler has one voice', {}, { voiceField: null }],
  ])('says nothing of a voice when %s', (_, order, changed) => {
    expect(inputOf(order, changed)).toEqual({ text: 'Hello.' });
  });

  it('sets fields with dots inside objects, beside what is there', () => {
    const fixed = { parameters: { seed: 0, steps: 40 }, 'a.b.c': 1 };
    expect(inputOf({ fields: { 'parameters.seed': 7, 'a.b.d': 2 } }, { fixed })).toMatchObject({
      parameters: { seed: 7, steps: 40 },
      a: { b: { c: 1, d: 2 } },
    });
  });

  it('leaves the template as it was', () => {
    const fixed = { parameters: { seed: 0 } };
    inputOf({ fields: { 'parameters.seed': 7 } }, { fixed });
    expect(fixed).toEqual({ parameters: { seed: 0 } });
  });

  it.each([['text'], [null], [7], [true]])('replaces %j by an object where a field with a dot needs one', (value) => {
    expect(inputOf({ fields: { 'a.b': 1 } }, { fixed: { a: value } })).toMatchObject({ a: { b: 1 } });
  });

  it('lets an option win over a fixed field, the voice over both, and the text over everything', () => {
    const fixed = { seed: 1, voice: 'fixed', text: 'fixed' };
    expect(inputOf({ fields: { seed: 2, voice: 'option', text: 'option' } }, { fixed })).toEqual({
      seed: 2,
      voice: 'alice-1',
      text: 'Hello.',
    });
    expect(inputOf({}, { voiceField: 'text' })).toEqual({ text: 'Hello.' });
  });

  it('puts text and voice inside objects, too', () => {
    expect(inputOf({}, { textField: 'input.text', voiceField: 'input.voice' })).toEqual({
      input: { text: 'Hello.', voice: 'alice-1' },
    });
  });

  it('takes hostile field names as mere names', () => {
    const fixed = JSON.parse('{"__proto__": {"polluted": 1}, "constructor.prototype.polluted": 2}');
    const order: CheckedOrder = { voice: '', voiceValue: null, fields: { '__proto__.polluted': 3 }, ignored: [] };
    const input = jobInput('Hello.', order, template({ fixed }));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect((Object as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.keys(input)).toEqual(['__proto__', 'constructor', 'text']);
    expect(JSON.stringify(input)).toContain('"__proto__":{"polluted":3}');
  });
});
