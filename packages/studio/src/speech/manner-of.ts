import type { Range, Service, ServiceVoices } from '../api/service.ts';
import type { Manner } from './speech-order.ts';

/** What the visitor chose; voice and language are remembered for each service. */
export interface Choices {
  service: string;
  voices: Readonly<Record<string, string>>;
  languages: Readonly<Record<string, string>>;
  speed: number;
  pitch: number;
}

/** The service that was chosen, or the first one while that is none of `services`. */
export function chosenService(choices: Choices, services: readonly Service[]): string {
  return (services.find(({ id }) => id === choices.service) ?? services[0])?.id ?? '';
}

/** Choices as the service takes them: what it does not have becomes its first voice, its own language, its range. */
export function mannerOf(
  choices: Choices,
  service: string,
  { voices, languages, speed, pitch }: ServiceVoices,
): Manner {
  const voice = voices.find(({ id }) => id === choices.voices[service]) ?? voices[0];
  const language = languages.find((one) => one === choices.languages[service]);
  return {
    service,
    voice: voice?.id ?? '',
    language: language ?? '',
    speed: within(choices.speed, speed),
    pitch: within(choices.pitch, pitch),
  };
}

function within(value: number, { min, max }: Range): number {
  return Math.min(Math.max(value, min), max);
}
