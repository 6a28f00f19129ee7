import type { OptionRule, ServiceId } from '@voxlane/schema';
import type { JsonSchema } from './openapi-document.ts';
import type { Place } from './place.ts';

interface Taker {
  id: ServiceId;
  rule: OptionRule;
}

/** The generation options of the services that speak here, by name: who takes them, and in which range. */
export function optionSchemas({ services, config }: Pick<Place, 'services' | 'config'>): Record<string, JsonSchema> {
  const takers = new Map<string, Taker[]>();
  for (const id of services) {
    for (const [name, rule] of Object.entries(config.services[id].template.options)) {
      takers.set(name, [...(takers.get(name) ?? []), { id, rule }]);
    }
  }
  return Object.fromEntries(Array.from(takers, ([name, rules]) => [name, optionSchema(rules)]));
}

/** Services may differ in what they take under one name. */
function optionSchema(takers: readonly Taker[]): JsonSchema {
  const description = `An option of ${takers.map(({ id }) => id).join(', ')}; the others pass it over.`;
  const schemas = new Map(takers.map(({ rule }) => [JSON.stringify(ruleSchema(rule)), ruleSchema(rule)]));
  const [first, ...others] = schemas.values();
  return others.length === 0 ? { ...first, description } : { anyOf: [...schemas.values()], description };
}

function ruleSchema(rule: OptionRule): JsonSchema {
  switch (rule.type) {
    case 'boolean':
      return { type: 'boolean' };
    case 'string':
      return { type: 'string', maxLength: rule.maxLength };
    case 'number':
    case 'integer':
      return { type: rule.type, minimum: rule.min, maximum: rule.max };
  }
}
