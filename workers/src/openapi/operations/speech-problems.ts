import type { ProblemCode } from '@voxlane/schema';
import type { Place } from '../place.ts';
import { PROBLEM_CODES } from '../problem-codes.ts';
import { gateProblems } from '../security.ts';

/** What a request for speech never ends with: these are of other routes, never sent, or depend on the place. */
const OTHERS: readonly ProblemCode[] = [
  'not_found',
  'model_not_found',
  'method_not_allowed',
  'client_closed',
  'item_timeout',
  'clip_too_large',
  'unauthorized',
  'rate_limited',
  'streaming_disabled',
];

/** Every problem that a request for speech can end with here before its first audio. */
export function speechProblems(place: Pick<Place, 'config' | 'limited'>): readonly ProblemCode[] {
  return [...PROBLEM_CODES.filter((code) => !OTHERS.includes(code)), ...gateProblems(place, true)];
}
