import { Problem, type ProblemCode } from '@voxlane/schema';
import { cleanErrorText } from './error-text.ts';
import { readBody } from './read-body.ts';
import { retryAfterSeconds } from './retry-delay.ts';
import { saysOutOfMemory } from './says-out-of-memory.ts';

/** An error body is read this far, in bytes; the sentence that matters stands at its beginning. */
const MAX_ERROR_BODY = 64 * 1024;

const CODES: Readonly<Record<number, ProblemCode>> = {
  400: 'upstream_refused',
  401: 'upstream_unauthorized',
  403: 'upstream_unauthorized',
  404: 'upstream_not_found',
  413: 'upstream_refused',
  422: 'upstream_refused',
  429: 'upstream_rate_limited',
};

/** What to say of the statuses that an operator can mend. */
const ADVICE: Partial<Record<ProblemCode, string>> = {
  upstream_unauthorized: 'the API key of the gateway was not accepted; check RUNPOD_API_KEY',
  upstream_not_found: 'there is no such endpoint or job; check the endpoint setting',
  upstream_rate_limited: 'the endpoint has reached a rate or queue limit',
};

/** Servers of models say with this status, which is about disks, that the GPU has no room for the request. */
const INSUFFICIENT_STORAGE = 507;

function codeOf(status: number, said: string): ProblemCode {
  if (status === INSUFFICIENT_STORAGE || (status >= 500 && saysOutOfMemory(said))) return 'upstream_out_of_memory';
  return CODES[status] ?? 'upstream_unreachable';
}

/**
 * A bad answer of an upstream as a Problem: the status decides the code, the body (JSON, problem+json, text or HTML)
 * gives a cleaned sentence.
 * @param what the call in words, such as "RunPod's /run".
 */
export async function httpProblem(response: Response, what: string, nowMs: number): Promise<Problem> {
  const body = await readBody(response, MAX_ERROR_BODY).catch(() => new Uint8Array(0));
  const said = cleanErrorText(new TextDecoder().decode(body));
  const code = codeOf(response.status, said);
  const because = ADVICE[code] ?? (said === '' ? 'no reason was given' : said);
  const retryAfter = retryAfterSeconds(response.headers, nowMs);
  return new Problem(code, `${what} answered ${response.status}: ${because}`, {
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
    cause: { status: response.status, said },
  });
}
