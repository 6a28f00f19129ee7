import { type OptionRule, Problem, type ProblemDetail } from '@voxlane/schema';
import { isSpeakable } from '@voxlane/text';
import type { ServiceConfig } from './service-config.ts';
import type { SpeechOrder } from './speech.ts';
import { ownMannerRules, toldManner } from './speed-and-pitch.ts';
import { spelledLanguage } from './spelled-language.ts';

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
 * Holds an order against a service's template: can the text be said, is there such a voice, do the options fit, speed and
 * pitch among them? Where a sidecar speaks, voices and options are for it to judge, and only the rest is looked at.
 * @throws Problem `unknown_voice` with the voices, `unknown_language` with the languages, or `invalid_request` with every option that is wrong.
 */
export function checkOrder(
  order: SpeechOrder,
  service: Pick<ServiceConfig, 'id' | 'template' | 'sidecar'>,
): CheckedOrder {
  const { voices, defaultVoice, options: rules } = service.template;
  if (!isSpeakable(order.text)) throw unspeakable();
  const details = ownMannerRules(order, service).flatMap(([name, value, rule]) => detailsOf(name, value, rule));
  if (service.sidecar !== undefined) {
    refuse(details, service.id);
    return { voice: order.voice ?? defaultVoice, voiceValue: null, fields: {}, ignored: [] };
  }
  const voice = order.voice === undefined ? defaultVoice : findVoice(order.voice, voices);
  if (voice === undefined) throw unknownVoice(order.voice ?? '', service);
  const fields: Record<string, unknown> = {};
  const ignored: string[] = [];
  for (const [name, value] of Object.entries({ ...order.options, ...toldManner(order, service) })) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const faults = rule === undefined ? [] : detailsOf(name, value, rule);
    details.push(...faults);
    if (rule === undefined) ignored.push(name);
    else if (faults.length === 0)
      fields[rule.field ?? name] = name === 'language' ? spelledLanguage(value, service) : value;
  }
  refuse(details, service.id);
  return { voice, voiceValue: voices[voice] ?? null, fields, ignored };
}

/** @throws Problem `invalid_request` when anything is wrong. */
function refuse(details: readonly ProblemDetail[], id: string): void {
  const [first] = details;
  if (first === undefined) return;
  throw new Problem('invalid_request', `The option '${first.path}' of ${id} ${first.message}`, { details });
}

function detailsOf(path: string, value: unknown, rule: OptionRule): ProblemDetail[] {
  const allowed = faultOf(value, rule);
  return allowed === undefined ? [] : [{ path, message: `must be ${allowed}`, allowed }];
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
