import { unauthorized } from './replies.ts';

/** The refusal of a call without a valid key; undefined when it may go on. No keys at all: every call may. */
export function refuseKey(request: Request, keys: readonly string[]): Response | undefined {
  if (keys.length === 0) return undefined;
  // RunPod's samples send the key with and without the word Bearer; both work.
  const given = (request.headers.get('authorization') ?? '').replace(/^Bearer\s+/i, '').trim();
  if (given === '') return unauthorized('no token provided');
  return keys.includes(given) ? undefined : unauthorized('invalid api key');
}
