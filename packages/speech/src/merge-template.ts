import { Problem, type ServiceOverride, type ServiceTemplate } from '@voxlane/schema';

/**
 * A built-in template with an operator's changes: voices, options and piece lengths add to the built-in ones, every
 * other field replaces its namesake.
 * @throws Problem `not_configured` when the result does not fit together.
 */
export function mergeTemplate(base: ServiceTemplate, override: ServiceOverride): ServiceTemplate {
  const { endpoint: _, voices, options, piece, ...rest } = override;
  const changed = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const merged: ServiceTemplate = {
    ...base,
    ...changed,
    voices: { ...base.voices, ...voices },
    options: { ...base.options, ...options },
    piece: { ...base.piece, ...withoutUndefined(piece ?? {}) },
  };
  if (!Object.hasOwn(merged.voices, merged.defaultVoice)) {
    const names = Object.keys(merged.voices).join(', ');
    throw new Problem('not_configured', `defaultVoice '${merged.defaultVoice}' is not among the voices: ${names}`);
  }
  const { first, most, least } = merged.piece;
  if (first > most || least > Math.min(first, most / 2)) {
    const rule = 'first must not exceed most, nor least exceed first or half of most';
    throw new Problem(
      'not_configured',
      `piece {first: ${first}, most: ${most}, least: ${least}} does not fit: ${rule}`,
    );
  }
  return merged;
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]-?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]-?: Exclude<T[K], undefined> };
}
