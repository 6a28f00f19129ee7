import { Problem } from '@voxlane/schema';
import type { ServiceConfig } from './service-config.ts';

/** As much of an unknown name as an error repeats, in UTF-16 units. */
const MAX_QUOTE = 60;

/**
 * The language that a client means, in the service's own spelling: letter case does not matter. A service that lists no
 * languages judges for itself.
 * @throws Problem `unknown_language` with the languages there are.
 */
export function spelledLanguage(asked: unknown, { id, template }: Pick<ServiceConfig, 'id' | 'template'>): unknown {
  const { languages } = template;
  if (languages.length === 0) return asked;
  const name = String(asked);
  const spelled = languages.find((language) => language.toLowerCase() === name.toLowerCase());
  if (spelled !== undefined) return spelled;
  const shown = name.length > MAX_QUOTE ? `${name.slice(0, MAX_QUOTE - 1)}…` : name;
  throw new Problem(
    'unknown_language',
    `There is no language '${shown}' at ${id}; its languages are ${languages.join(', ')}`,
    { details: [{ path: 'language', message: 'is not a language of this service', allowed: languages }] },
  );
}
