import { cleanErrorText } from '@voxlane/runpod';
import { PROBLEMS, Problem, type ProblemCode, type ProblemDetail } from '@voxlane/schema';
import { isFields, type JsonFields } from './read-json.ts';

/** More faults than this in one answer say nothing new. */
const MAX_DETAILS = 20;
/** Most values that one detail may allow; a service has fewer voices than this. */
const MAX_ALLOWED = 200;
/** A longer `Retry-After` (seconds) is no advice but a fault. */
const MAX_RETRY_AFTER_S = 3_600;
/** A place in a request body, such as `options.top_k` or `items.3`. */
const PATH = /^[\w.[\]-]{0,100}$/;

/** What bad statuses mean that came without a word of the sidecar's own. */
const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  404: 'upstream_not_found',
  405: 'upstream_not_found',
  429: 'upstream_rate_limited',
  503: 'overloaded',
};

/**
 * Codes that speak of the talk between this gateway and the sidecar, which the listener has no part in: what they mean
 * here. All other codes mean the same on both sides.
 */
const MEANING: Partial<Record<ProblemCode, ProblemCode>> = {
  unauthorized: 'upstream_unauthorized',
  not_found: 'upstream_not_found',
  method_not_allowed: 'upstream_not_found',
  rate_limited: 'upstream_rate_limited',
  invalid_json: 'upstream_refused',
  unsupported_media_type: 'upstream_refused',
  request_timeout: 'upstream_refused',
  client_closed: 'sidecar_unreachable',
  internal: 'upstream_failed',
  streaming_disabled: 'not_configured',
};

/** A sentence for each code that a status or a meaning may lead to. */
const SENTENCES: Partial<Record<ProblemCode, (status: number) => string>> = {
  upstream_unauthorized: () => 'The sidecar did not take SIDECAR_SECRET',
  upstream_not_found: (status) => `There is no sidecar at SIDECAR_URL: it answered ${status}`,
  upstream_rate_limited: () => 'The sidecar takes no more requests for now',
  overloaded: () => 'The sidecar has no room for now',
  sidecar_unreachable: (status) => `The sidecar could not be reached: ${status} came in place of its answer`,
  upstream_refused: (status) => `The sidecar refused the request with ${status}`,
  upstream_failed: () => 'Something went wrong inside the sidecar; its log has the details',
  not_configured: () => 'The sidecar does not stream; set ENABLE_STREAMING=true there',
  upstream_bad_reply: (status) => `The sidecar answered ${status} in place of audio; check SIDECAR_URL`,
};

/**
 * A sidecar's answer other than 200 as a Problem. Its own words are kept where they concern the listener, cleaned and
 * bounded; what is no error of a sidecar, such as a proxy's page, is judged by its status alone.
 * @param body what was read of the answer, undefined when that was no JSON object.
 */
export function sidecarProblem(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: JsonFields | undefined,
): Problem {
  // Whatever its words are: that it does not take our secret is the operator's matter, not the listener's.
  const said = status === 401 || status === 403 ? 'unauthorized' : codeOf(body);
  const message = cleanErrorText(textOf(body?.error));
  const ownWords = said !== undefined && MEANING[said] === undefined && message !== '';
  if (ownWords) return new Problem(said, message, { ...circumstances(said, status, headers), ...detailsOf(body) });
  const code = (said === undefined ? undefined : MEANING[said]) ?? codeOfStatus(status);
  return new Problem(code, SENTENCES[code]?.(status) ?? '', circumstances(code, status, headers));
}

function circumstances(code: ProblemCode, status: number, headers: Headers) {
  // Another try at a sidecar that was not reached is ours to time.
  const seconds = code === 'sidecar_unreachable' ? undefined : retryAfterOf(headers);
  return { cause: { status }, ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }) };
}

function codeOf(body: JsonFields | undefined): ProblemCode | undefined {
  // The one error of a gateway that has kept the fields of an older one, which knew no codes.
  if (body?.error === 'Streaming is disabled') return 'streaming_disabled';
  const code = textOf(body?.code);
  return Object.hasOwn(PROBLEMS, code) ? (code as ProblemCode) : undefined;
}

function codeOfStatus(status: number): ProblemCode {
  if (status < 400) return 'upstream_bad_reply';
  return BY_STATUS[status] ?? (status < 500 ? 'upstream_refused' : 'sidecar_unreachable');
}

function detailsOf(body: JsonFields | undefined): { details?: ProblemDetail[] } {
  const details = Array.isArray(body?.details) ? body.details.slice(0, MAX_DETAILS).flatMap(detailOf) : [];
  return details.length === 0 ? {} : { details };
}

function detailOf(value: unknown): ProblemDetail[] {
  if (!isFields(value)) return [];
  const path = typeof value.path === 'string' && PATH.test(value.path) ? value.path : undefined;
  const message = cleanErrorText(textOf(value.message));
  if (path === undefined || message === '') return [];
  const allowed = allowedOf(value.allowed);
  return [{ path, message, ...(allowed === undefined ? {} : { allowed }) }];
}

function allowedOf(value: unknown): ProblemDetail['allowed'] {
  if (typeof value === 'string') return cleanErrorText(value);
  if (!Array.isArray(value)) return undefined;
  return value.slice(0, MAX_ALLOWED).map((one) => cleanErrorText(textOf(one)));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  const seconds = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  return seconds <= MAX_RETRY_AFTER_S ? seconds : undefined;
}
