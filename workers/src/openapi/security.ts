import type { ProblemCode } from '@voxlane/schema';
import type { Operation, SecurityScheme } from './openapi-document.ts';
import type { Place } from './place.ts';

const NAME = 'apiKey';

/** How callers show their key, where one is needed. */
export function securitySchemes({ config }: Pick<Place, 'config'>): Record<string, SecurityScheme> | undefined {
  if (config.apiKeys.length === 0) return undefined;
  return { [NAME]: { type: 'http', scheme: 'bearer', description: 'An API key of this place.' } };
}

/** The security of an operation that needs a key wherever there are any. */
export function keyed({ config }: Pick<Place, 'config'>): Pick<Operation, 'security'> {
  return config.apiKeys.length === 0 ? {} : { security: [{ [NAME]: [] }] };
}

/** The problems of an operation that come before it is looked at. */
export function gateProblems({ config, limited }: Pick<Place, 'config' | 'limited'>, needsKey: boolean): ProblemCode[] {
  const problems: ProblemCode[] = ['internal'];
  if (needsKey && config.apiKeys.length > 0) problems.push('unauthorized');
  if (limited) problems.push('rate_limited');
  return problems;
}
