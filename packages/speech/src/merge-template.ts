import { type OptionRule, Problem, type ServiceOverride, type ServiceTemplate } from '@voxlane/schema';

/**
 * A built-in template with an operator's changes: voices, options and piece lengths add to the built-in ones, every
 * other field replaces its namesake.
 * @throws Problem `not_configured` when the result does not fit together. It names the field and the rule but quotes no
 * value: whoever asks the gateway may read it while the settings are wrong.
 */
export function mergeTemplate(base: ServiceTemplate, override: ServiceOverride): ServiceTemplate {
  const { endpoint: _endpoint, sendKey: _sendKey, voices, options, piece, ...rest } = override;
  const changed = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const merged: ServiceTemplate = {
    ...base,
    ...changed,
    voices: { ...base.voices, ...voices },
    options: mergedOptions(base.options, options),
    piece: { ...base.piece, ...withoutUndefined(piece ?? {}) },
  };
  if (!Object.hasOwn(merged.voices, merged.defaultVoice)) {
    throw new Problem('not_configured', 'defaultVoice must be one of the names in voices');
  }
  const { first, most, least } = merged.piece;
  if (first > most || least > Math.min(first, most / 2)) {
    const rule = 'first must not exceed most, nor least exceed first or half of most';
    throw new Problem('not_configured', `piece does not fit together: ${rule}`);
  }
  return merged;
}

/** A rule that is null takes the option away, so that what it asks for is done here where that is possible. */
function mergedOptions(base: ServiceTemplate['options'], changed: ServiceOverride['options']) {
  const all = Object.entries({ ...base, ...changed });
  return Object.fromEntries(all.filter((entry): entry is [string, OptionRule] => entry[1] !== null));
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]-?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]-?: Exclude<T[K], undefined> };
}
