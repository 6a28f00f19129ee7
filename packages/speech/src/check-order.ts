import { type OptionRule, Problem, type ProblemDetail } from '@voxlane/schema';
import { isSpeakable } from '@voxlane/text';
import type { ServiceConfig } from './service-config.ts';
import type { SpeechOrder } from './speech.ts';

/** What an order comes to at one service. */
export interface CheckedOrder {
  /** The voice's name in the service's own spelling, and what its handler calls it (null: say nothing). */
  voice: string;
  voiceValue: string | null;
  /** Options that pass through, by their field at the handler. */
  fields: Record<string, unknown>;
  /** Options that this service does not take. */
  ignored: string[];
}

/**
 * Holds an order against a service's template: can the text be said, is there such a voice, do the options fit? Where a
 * sidecar speaks, voices and options are for it to judge, and only the text is looked at.
 * @throws Problem `unknown_voice` with the voices, or `invalid_request` with every option that is wrong.
 */
export function checkOrder(
  order: SpeechOrder,
  service: Pick<ServiceConfig, 'id' | 'template' | 'sidecar'>,
): CheckedOrder {
  const { voices, defaultVoice, options: rules } = service.template;
  if (!isSpeakable(order.text)) throw unspeakable();
  if (service.sidecar !== undefined) {
    return { voice: order.voice ?? defaultVoice, voiceValue: null, fields: {}, ignored: [] };
  }
  const voice = order.voice === undefined ? defaultVoice : findVoice(order.voice, voices);
  if (voice === undefined) throw unknownVoice(order.voice ?? '', service);
  const fields: Record<string, unknown> = {};
  const ignored: string[] = [];
  const details: ProblemDetail[] = [];
  for (const [name, value] of Object.entries(order.options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const allowed = rule === undefined ? undefined : faultOf(value, rule);
    if (rule === undefined) ignored.push(name);
    else if (allowed !== undefined) details.push({ path: name, message: `must be ${allowed}`, allowed });
    else fields[rule.field ?? name] = value;
  }
  const [first] = details;
  if (first !== undefined) {
    throw new Problem('invalid_request', `The option '${first.path}' of ${service.id} ${first.message}`, { details });
  }
  return { voice, voiceValue: voices[voice] ?? null, fields, ignored };
}

function unspeakable(): Problem {
  const message = 'must hold at least one letter, digit or symbol that can be spoken';
  return new Problem('invalid_request', `The text ${message}`, { details: [{ path: 'text', message }] });
}

/** The voice that a client means, in the service's own spelling: letter case does not matter. */
export function findVoice(name: string, voices: Readonly<Record<string, unknown>>): string | undefined {
  if (Object.hasOwn(voices, name)) return name;
  const wanted = name.toLowerCase();
  return Object.keys(voices).find((candidate) => candidate.toLowerCase() === wanted);
}

function unknownVoice(name: string, service: Pick<ServiceConfig, 'id' | 'template'>): Problem {
  const voices = Object.keys(service.template.voices);
  const shown = name.length > 60 ? `${name.slice(0, 59)}…` : name;
  return new Problem(
    'unknown_voice',
    `There is no voice '${shown}' at ${service.id}; its voices are ${voices.join(', ')}`,
    {
      details: [{ path: 'voice', message: 'is not a voice of this service', allowed: voices }],
    },
  );
}

/** What would be right, when the value is wrong. */
function faultOf(value: unknown, rule: OptionRule): string | undefined {
  switch (rule.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'string':
      return typeof value === 'string' && value.length <= rule.maxLength
        ? undefined
        : `a string of at most ${rule.maxLength} characters`;
    case 'number':
    case 'integer': {
      const fits = typeof value === 'number' && value >= rule.min && value <= rule.max;
      const whole = rule.type === 'number' || Number.isInteger(value);
      const kind = rule.type === 'integer' ? 'a whole number' : 'a number';
      return fits && whole ? undefined : `${kind} from ${rule.min} to ${rule.max}`;
    }
  }
}
