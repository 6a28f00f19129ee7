import type { OptionRule, Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../test/problem.ts';
import { template } from '../test/template.ts';
import { type CheckedOrder, checkOrder } from './check-order.ts';
import type { SpeechOrder } from './speech.ts';

const options: Record<string, OptionRule> = {
  temperature: { type: 'number', min: 0, max: 2 },
  top_k: { type: 'integer', min: 1, max: 100, field: 'sampling.top_k' },
  turbo: { type: 'boolean' },
  style: { type: 'string', maxLength: 5 },
};

function check(order: Partial<SpeechOrder>): CheckedOrder {
  const whole = { service: 'vibevoice', text: 'Hello.', voice: undefined, sampleRate: 24_000, options: {}, ...order };
  const voices = { Alice: 'alice-1', Bob: 'bob-1', alice: 'another', Own: null };
  return checkOrder(whole as SpeechOrder, { id: 'vibevoice', template: template({ options, voices }) });
}

const refusal = (order: Partial<SpeechOrder>): Promise<Problem> => problemOf(() => check(order));

describe('the voice of an order', () => {
  it.each([
    ['as it is spelled', 'Bob', 'Bob', 'bob-1'],
    ['in any letter case', 'bOB', 'Bob', 'bob-1'],
    ['exactly before in any letter case', 'alice', 'alice', 'another'],
    ['as the first of several in any letter case', 'ALICE', 'Alice', 'alice-1'],
    ['though the handler has no name for it', 'Own', 'Own', null],
    ['as the default one when none is asked for', undefined, 'Alice', 'alice-1'],
  ])('is found %s', (_, voice, name, value) => {
    expect(check({ voice })).toMatchObject({ voice: name, voiceValue: value });
  });

  it.each(['Zoe', '', ' Bob', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'is refused with the voices when it is "%s"',
    async (voice) => {
      const { code, message, details } = await refusal({ voice });
      expect(code).toBe('unknown_voice');
      expect(message).toContain(`'${voice}' at vibevoice`);
      expect(message).toContain('Alice, Bob, alice, Own');
      expect(details).toEqual([
        { path: 'voice', message: 'is not a voice of this service', allowed: ['Alice', 'Bob', 'alice', 'Own'] },
      ]);
    },
  );

  it('is not repeated at length', async () => {
    const { message } = await refusal({ voice: 'x'.repeat(200) });
    expect(message).toContain(`'${'x'.repeat(59)}…'`);
  });
});

describe('the options of an order', () => {
  it.each([
    ['temperature', 0, 'temperature'],
    ['temperature', 2, 'temperature'],
    ['temperature', 0.7, 'temperature'],
    ['top_k', 1, 'sampling.top_k'],
    ['top_k', 100, 'sampling.top_k'],
    ['turbo', false, 'turbo'],
    ['turbo', true, 'turbo'],
    ['style', '', 'style'],
    ['style', 'abcde', 'style'],
  ])('pass: %s = %j', (name, value, field) => {
    expect(check({ options: { [name]: value } })).toMatchObject({ fields: { [field]: value }, ignored: [] });
  });

  const wrong: readonly [string, string, unknown[]][] = [
    ['temperature', 'a number from 0 to 2', [-0.01, 2.01, Number.NaN, Number.POSITIVE_INFINITY, '1', null, true, [1]]],
    ['top_k', 'a whole number from 1 to 100', [0, 101, 1.5, Number.NaN, '5', null]],
    ['turbo', 'true or false', ['true', 'false', 0, 1, null]],
    ['style', 'a string of at most 5 characters', ['abcdef', 5, null, ['a']]],
  ];

  describe.each(wrong)('%s', (name, allowed, values) => {
    it.each(values.map((value) => [value]))('is refused as %j', async (value) => {
      const { code, message, details } = await refusal({ options: { [name]: value } });
      expect(code).toBe('invalid_request');
      expect(message).toBe(`The option '${name}' of vibevoice must be ${allowed}`);
      expect(details).toEqual([{ path: name, message: `must be ${allowed}`, allowed }]);
    });
  });

  it('are refused all at once', async () => {
    const { details } = await refusal({ options: { temperature: 9, top_k: 5, turbo: 'yes' } });
    expect(details?.map(({ path }) => path)).toEqual(['temperature', 'turbo']);
  });

  it('that the service does not take are told, and go nowhere', () => {
    const hostile = JSON.parse('{"__proto__": 1, "constructor": 2, "cfg": 3, "turbo": true}');
    expect(check({ options: hostile })).toMatchObject({
      ignored: ['__proto__', 'constructor', 'cfg'],
      fields: { turbo: true },
    });
  });
});

describe('the text of an order', () => {
  it.each(['', ' \n', '...', '\u{1f600}'])('is refused when nobody can say it: %j', async (text) => {
    const { code, details } = await refusal({ text });
    expect([code, details?.[0]?.path]).toEqual(['invalid_request', 'text']);
  });
});

describe('an order that a sidecar will speak', () => {
  const sidecar = { url: 'http://127.0.0.1:4173', secret: undefined };
  const service = { id: 'echotts', template: template({ options }), sidecar } as const;
  const order: SpeechOrder = { service: 'echotts', text: 'Hello.', voice: undefined, sampleRate: 24_000, options: {} };

  it.each([
    [undefined, 'Alice'],
    ['Zoe', 'Zoe'],
  ])('has its voice and options judged there: %s', (voice, name) => {
    const wrong = { temperature: 9, unknown: true };
    expect(checkOrder({ ...order, voice, options: wrong }, service)).toEqual({
      voice: name,
      voiceValue: null,
      fields: {},
      ignored: [],
    });
  });

  it('must be sayable all the same', async () => {
    expect((await problemOf(() => checkOrder({ ...order, text: '?!' }, service))).code).toBe('invalid_request');
  });
});

describe('the speed and pitch of an order', () => {
  it.each([
    ['speed', 0.24, 'a number from 0.25 to 4'],
    ['speed', 4.1, 'a number from 0.25 to 4'],
    ['pitch', 0.4, 'a number from 0.5 to 2'],
    ['pitch', 2.1, 'a number from 0.5 to 2'],
    ['pitch', Number.NaN, 'a number from 0.5 to 2'],
  ])('are refused beyond what we can do: %s %d', async (path, value, allowed) => {
    const { code, details } = await refusal({ [path]: value });
    expect([code, details]).toEqual(['invalid_request', [{ path, message: `must be ${allowed}`, allowed }]]);
    const sidecar = { url: 'http://sidecar', secret: undefined };
    const order = {
      service: 'echotts',
      text: 'Hello.',
      voice: undefined,
      sampleRate: 8_000,
      options: {},
      [path]: value,
    };
    const problem = await problemOf(() =>
      checkOrder(order as SpeechOrder, { id: 'echotts', template: template(), sidecar }),
    );
    expect(problem.details).toEqual(details);
  });

  it('are options where the service takes them, in its own range', async () => {
    const rules = { pitch: { type: 'number', min: 0.8, max: 1.2, field: 'tone' } } as const;
    const service = { id: 'qwen', template: template({ options: rules }) } as const;
    const order = { service: 'qwen', text: 'Hello.', voice: undefined, sampleRate: 8_000, options: {} } as const;
    expect(checkOrder({ ...order, pitch: 1.1, speed: 2 }, service).fields).toEqual({ tone: 1.1 });
    const { message } = await problemOf(() => checkOrder({ ...order, pitch: 1.5 }, service));
    expect(message).toBe("The option 'pitch' of qwen must be a number from 0.8 to 1.2");
  });
});

describe('the language of an order', () => {
  const language: OptionRule = { type: 'string', maxLength: 40, field: 'lang' };

  function asked(name: unknown, languages: string[] = ['English', 'German', 'Auto']): CheckedOrder {
    const order = {
      service: 'qwen',
      text: 'Hello.',
      voice: undefined,
      sampleRate: undefined,
      options: { language: name },
    };
    return checkOrder(order as SpeechOrder, { id: 'qwen', template: template({ options: { language }, languages }) });
  }

  it.each(['German', 'german', 'GERMAN'])('reaches the handler in its own spelling when it is %s', (name) => {
    expect(asked(name).fields).toEqual({ lang: 'German' });
  });

  it.each(['Klingon', '', ' German', 'toString', 'de'])(
    'is refused with the languages when it is "%s"',
    async (name) => {
      const { code, status, message, details } = await problemOf(() => asked(name));
      expect([code, status]).toEqual(['unknown_language', 400]);
      expect(message).toBe(`There is no language '${name}' at qwen; its languages are English, German, Auto`);
      expect(details).toEqual([
        { path: 'language', message: 'is not a language of this service', allowed: ['English', 'German', 'Auto'] },
      ]);
    },
  );

  it('is refused as an option where it is no text', async () => {
    expect((await problemOf(() => asked(7))).code).toBe('invalid_request');
  });

  it('passes through where a service lists none, and is ignored where it takes none', () => {
    expect(asked('Klingon', []).fields).toEqual({ lang: 'Klingon' });
    expect(check({ options: { language: 'Klingon' } }).ignored).toEqual(['language']);
  });
});
